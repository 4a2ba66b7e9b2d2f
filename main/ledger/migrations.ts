/** The ledger's tables, one step per version of the file. Steps are never changed once released; a new one is added. */
export const migrations: readonly string[] = [
  `CREATE TABLE machines (
     id TEXT PRIMARY KEY, name TEXT NOT NULL, certificate TEXT NOT NULL, fingerprint TEXT NOT NULL UNIQUE,
     local INTEGER NOT NULL, added_at INTEGER NOT NULL) STRICT;
   CREATE TABLE variants (sha256 TEXT PRIMARY KEY, model TEXT NOT NULL, added_at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
   CREATE TABLE deployments (id TEXT PRIMARY KEY, model TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT;
   CREATE TABLE model_marks (model TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, colour INTEGER NOT NULL) STRICT;
   CREATE TABLE keys (
     id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, hash TEXT NOT NULL UNIQUE, hint TEXT NOT NULL,
     created_at INTEGER NOT NULL, last_used_at INTEGER, revoked_at INTEGER) STRICT;
   CREATE TABLE sessions (hash TEXT PRIMARY KEY, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL) STRICT;
   CREATE TABLE conversations (
     id TEXT PRIMARY KEY, title TEXT NOT NULL, head_id TEXT, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL) STRICT;
   CREATE TABLE messages (
     id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
     parent_id TEXT, role TEXT NOT NULL, content TEXT NOT NULL, created_at INTEGER NOT NULL, state TEXT NOT NULL,
     model TEXT, machine TEXT, tokens_per_second REAL, completion_tokens INTEGER, left_out INTEGER NOT NULL, problem TEXT)
   STRICT;
   CREATE INDEX messages_of_conversation ON messages (conversation_id, created_at);
   CREATE TABLE usage (
     day TEXT NOT NULL, key_id TEXT NOT NULL, model TEXT NOT NULL, requests INTEGER NOT NULL,
     prompt_tokens INTEGER NOT NULL, completion_tokens INTEGER NOT NULL, PRIMARY KEY (day, key_id, model)) STRICT, WITHOUT ROWID;
   CREATE TABLE events (
     id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, sentence TEXT NOT NULL) STRICT;`,
  // `id` is the office's own name for a machine, `machine_id` what its agent says: the same on cloned disks.
  `ALTER TABLE machines ADD COLUMN machine_id TEXT;
   ALTER TABLE machines ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE machines ADD COLUMN hours TEXT;
   ALTER TABLE machines ADD COLUMN removing INTEGER NOT NULL DEFAULT 0;
   CREATE TABLE gpu_limits (
     machine_id TEXT NOT NULL REFERENCES machines(id) ON DELETE CASCADE, gpu_id TEXT NOT NULL, bytes INTEGER NOT NULL,
     PRIMARY KEY (machine_id, gpu_id)) STRICT, WITHOUT ROWID;
   CREATE TABLE join_tokens (
     hash TEXT PRIMARY KEY, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER, used_by TEXT) STRICT;
   CREATE TABLE removed_machines (
     fingerprint TEXT PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, removed_at INTEGER NOT NULL) STRICT;
   CREATE TABLE ssh_hosts (
     address TEXT NOT NULL, port INTEGER NOT NULL, fingerprint TEXT NOT NULL, pinned_at INTEGER NOT NULL,
     PRIMARY KEY (address, port)) STRICT, WITHOUT ROWID;`,
  // Files of models that were taken out, until no replica has them open.
  'CREATE TABLE leaving_files (sha256 TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;',
  // Slots and replicas became ranges, the priority 1 to 10; pins came.
  `UPDATE deployments SET body = json_remove(
     json_set(body,
       '$.slots', json_object('min', json_extract(body, '$.slots'), 'max', json_extract(body, '$.slots')),
       '$.replicas', json_object('min', json_extract(body, '$.replicasMin'), 'max', json_extract(body, '$.replicasMax')),
       '$.priority', iif(json_extract(body, '$.priority') < 1, 1, 5),
       '$.pins', json_array()),
     '$.replicasMin', '$.replicasMax');`,
  // What real loads took, by which later estimates are corrected.
  `CREATE TABLE measured_loads (
     replica TEXT PRIMARY KEY, sha256 TEXT NOT NULL, backend TEXT NOT NULL, family TEXT NOT NULL,
     context_length INTEGER NOT NULL, slots INTEGER NOT NULL, weights INTEGER NOT NULL, cache INTEGER NOT NULL,
     work INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
   CREATE INDEX measured_loads_of_shape ON measured_loads (sha256, backend, family, context_length, slots, at);`,
  // Answers remember on which machines they went on: JSON, or null for none.
  'ALTER TABLE messages ADD COLUMN moves TEXT;',
  // What happened and why; the first table for it was never written. Requests by hour and model, tokens per second by slot.
  `DROP TABLE events;
   CREATE TABLE activity (
     id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, kind TEXT NOT NULL, tone TEXT NOT NULL, what TEXT NOT NULL,
     subject TEXT NOT NULL, sentence TEXT NOT NULL, reason TEXT NOT NULL, who TEXT, detail TEXT NOT NULL, duration_ms INTEGER)
   STRICT;
   CREATE INDEX activity_at ON activity (at);
   CREATE INDEX activity_of_kind ON activity (kind, id);
   CREATE TABLE request_hours (
     hour INTEGER NOT NULL, model TEXT NOT NULL, whole INTEGER NOT NULL, moved INTEGER NOT NULL, refused INTEGER NOT NULL,
     failed INTEGER NOT NULL, cancelled INTEGER NOT NULL, waited_long INTEGER NOT NULL, waited_ms INTEGER NOT NULL,
     prompt_tokens INTEGER NOT NULL, completion_tokens INTEGER NOT NULL, PRIMARY KEY (hour, model)) STRICT, WITHOUT ROWID;
   CREATE TABLE token_rates (at INTEGER PRIMARY KEY, tokens_per_second REAL NOT NULL) STRICT;`,
  // A deployment may be loaded only when it is asked for.
  "UPDATE deployments SET body = json_set(body, '$.idleMinutes', NULL);",
  // Keys have limits and somebody who answers for them; the hint is how they begin.
  `ALTER TABLE keys ADD COLUMN owner TEXT;
   ALTER TABLE keys ADD COLUMN limits TEXT NOT NULL DEFAULT '{"requestsPerMinute":null,"tokensPerDay":null,"models":null,"expiresAt":null}';
   ALTER TABLE keys RENAME COLUMN hint TO begins;
   UPDATE keys SET begins = 'aiv-';`,
  // Where each machine hears wake-up calls (JSON, null: not known), and whether the office may send one by itself.
  `ALTER TABLE machines ADD COLUMN wake TEXT;
   ALTER TABLE machines ADD COLUMN wake_when_needed INTEGER NOT NULL DEFAULT 0;`,
  // Other names of models, for programs that ask for one of their own choice.
  'CREATE TABLE model_aliases (name TEXT PRIMARY KEY, model TEXT NOT NULL) STRICT, WITHOUT ROWID;',
  // People. Whatever there was before them belongs to who sits at the coordinator's own PC.
  `CREATE TABLE people (
     id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, limits TEXT NOT NULL, created_at INTEGER NOT NULL,
     last_seen_at INTEGER, revoked_at INTEGER) STRICT;
   INSERT INTO people (id, name, role, limits, created_at) VALUES ('person-office', 'This PC', 'admin',
     '{"requestsPerMinute":null,"tokensPerDay":null,"models":null,"expiresAt":null}', unixepoch() * 1000);
   CREATE TABLE invites (
     hash TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id) ON DELETE CASCADE, created_at INTEGER NOT NULL,
     expires_at INTEGER NOT NULL, used_at INTEGER, ended_at INTEGER) STRICT;
   ALTER TABLE sessions ADD COLUMN person_id TEXT NOT NULL DEFAULT 'person-office';
   ALTER TABLE sessions ADD COLUMN at_this_pc INTEGER NOT NULL DEFAULT 1;
   ALTER TABLE sessions ADD COLUMN admin_until INTEGER;
   ALTER TABLE sessions ADD COLUMN ended_at INTEGER;
   ALTER TABLE conversations ADD COLUMN owner TEXT NOT NULL DEFAULT 'person-office';
   CREATE INDEX conversations_of_owner ON conversations (owner, updated_at);
   CREATE TABLE admin_password (
     only INTEGER PRIMARY KEY CHECK (only = 1), salt BLOB NOT NULL, hash BLOB NOT NULL, cost INTEGER NOT NULL,
     block_size INTEGER NOT NULL, parallel INTEGER NOT NULL, changed_at INTEGER NOT NULL) STRICT;`,
  // External servers; `models` is JSON, and the key is needed as it is: it is shown to the server with each request.
  `CREATE TABLE attached_servers (
     id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, url TEXT NOT NULL, key TEXT, certificate TEXT, slots INTEGER NOT NULL,
     prefer INTEGER NOT NULL, models TEXT NOT NULL, added_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;`,
  // Conversations can be pinned. Words of messages are found by three letters each; an answer counts when it is whole, and numbers
  // of their own outlive a VACUUM, which gives rows new ones.
  `ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
   CREATE TABLE message_numbers (number INTEGER PRIMARY KEY, message_id TEXT NOT NULL UNIQUE) STRICT;
   CREATE VIRTUAL TABLE message_words USING fts5(
     text, content = '', contentless_delete = 1, tokenize = 'trigram remove_diacritics 1');
   CREATE TRIGGER message_said AFTER INSERT ON messages WHEN new.state <> 'writing' BEGIN
     INSERT INTO message_numbers (message_id) VALUES (new.id);
     INSERT INTO message_words (rowid, text) SELECT number, new.content FROM message_numbers WHERE message_id = new.id;
   END;
   CREATE TRIGGER message_changed AFTER UPDATE ON messages WHEN new.state <> 'writing' BEGIN
     INSERT OR IGNORE INTO message_numbers (message_id) VALUES (new.id);
     DELETE FROM message_words WHERE rowid = (SELECT number FROM message_numbers WHERE message_id = new.id);
     INSERT INTO message_words (rowid, text) SELECT number, new.content FROM message_numbers WHERE message_id = new.id;
   END;
   CREATE TRIGGER message_gone BEFORE DELETE ON messages BEGIN
     DELETE FROM message_words WHERE rowid = (SELECT number FROM message_numbers WHERE message_id = old.id);
     DELETE FROM message_numbers WHERE message_id = old.id;
   END;
   INSERT INTO message_numbers (message_id) SELECT id FROM messages WHERE state <> 'writing' ORDER BY created_at, rowid;
   INSERT INTO message_words (rowid, text) SELECT number, content FROM message_numbers JOIN messages ON id = message_id;`,
  // Instructions for chats: those that a conversation took, as JSON, and those that people keep.
  `ALTER TABLE conversations ADD COLUMN instructions TEXT;
   CREATE TABLE presets (
     id TEXT PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL, shared INTEGER NOT NULL) STRICT;
   CREATE INDEX presets_of_owner ON presets (owner);`,
  // Files of a question: JSON, or null for none.
  'ALTER TABLE messages ADD COLUMN files TEXT;',
  // Where a file can be got again: JSON.
  'CREATE TABLE model_sources (sha256 TEXT PRIMARY KEY, source TEXT NOT NULL) STRICT, WITHOUT ROWID;',
];
