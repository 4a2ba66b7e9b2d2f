/** The errors about requests, models, the engine, files and the start. @see errors.ts for what each entry means. */
import { commandLine } from './command-line.ts';
import type { ErrorKind } from './error-kind.ts';

export const officeErrors = {
  // The request
  invalid_json: { status: 400, effect: 'The request was not read.', action: 'Send one JSON object in the body.' },
  invalid_request: {
    status: 400,
    effect: 'The request was not carried out.',
    action: 'Correct the field that is named.',
  },
  unsupported_parameter: {
    status: 400,
    effect: 'The request was not carried out, because the answer would not be what it asks for.',
    action: 'Leave the field out, or use a model that can do it.',
  },
  context_length_exceeded: {
    status: 400,
    effect: 'Nothing was generated, so that nothing is cut off silently.',
    action: 'Shorten the messages or lower max_tokens.',
  },
  file_not_readable: {
    status: 400,
    effect: 'The file was not attached.',
    action: 'Save it as text, CSV or PDF, then attach that.',
  },
  file_too_large: { status: 413, effect: 'The file was not attached.', action: 'Attach the part of it that matters.' },
  body_too_large: { status: 413, effect: 'The request was not read.', action: 'Send a smaller body.' },
  not_found: { status: 404, effect: 'Nothing was done.', action: 'Check the address.' },
  method_not_allowed: { status: 405, effect: 'Nothing was done.', action: 'Use the method that is named.' },
  // Who asks
  missing_key: {
    status: 401,
    effect: 'The request was refused.',
    action: `Send "Authorization: Bearer KEY"; the admin makes a key with: ${commandLine('key new NAME', null)}`,
  },
  key_expired: {
    status: 401,
    effect: 'The request was refused.',
    action: 'Ask the admin to let the key serve longer.',
  },
  model_not_allowed: {
    status: 403,
    effect: 'Nothing was generated.',
    action: 'Choose a model that GET /v1/models shows with this key, or ask the admin.',
  },
  too_many_requests: {
    status: 429,
    effect: 'The request was refused.',
    action: 'Try again after the time in Retry-After, or ask the admin for a higher limit.',
  },
  tokens_used_up: {
    status: 429,
    effect: 'The request was refused.',
    action: 'Try again tomorrow, or ask the admin for a higher limit.',
  },
  invalid_key: { status: 401, effect: 'The request was refused.', action: 'Ask the admin for a new key.' },
  foreign_address: {
    status: 403,
    effect: 'The request was refused.',
    action: 'Call from a private network (the office’s own).',
  },
  network_left_out: {
    status: 403,
    effect: 'Nothing of the request was read.',
    action: 'Come from another network of the office, or ask the admin, who chooses them in the window’s settings.',
  },
  own_network: {
    status: 409,
    effect: 'Nothing was changed, so that you are not shut out.',
    action: 'Leave that network ticked, or do this on the office’s own PC.',
  },
  foreign_host: {
    status: 403,
    effect: 'The request was refused, because a foreign web page may be behind it.',
    action: 'Use this PC’s own name or address.',
  },
  foreign_origin: {
    status: 403,
    effect: 'The request was refused, because a foreign web page may be behind it.',
    action: 'Open the window at the coordinator’s own address.',
  },
  https_required: {
    status: 403,
    effect: 'The request was refused, because what it says could be read on the network.',
    action: 'Use the address that begins with https, with the office’s certificate (API page).',
  },
  too_many_connections: {
    status: 503,
    effect: 'The request was not taken.',
    action: 'Close connections that are not needed, and use one for several requests.',
  },
  // Models and machines
  model_not_found: { status: 404, effect: 'Nothing was generated.', action: 'Choose a name from GET /v1/models.' },
  wrong_model_kind: {
    status: 400,
    effect: 'Nothing was computed.',
    action: 'Choose a model that is made for this.',
  },
  model_not_placed: {
    status: 503,
    effect: 'Requests for this model are refused.',
    action: 'Look at the Models page for the reason, and free memory or choose a smaller variant.',
  },
  model_not_ready: { status: 503, effect: 'The model is still being loaded.', action: 'Try again in a few seconds.' },
  office_paused: {
    status: 503,
    effect: 'New requests are refused; answers that were being written are finished.',
    action: `Ask the admin, who ends the pause in the window’s settings or with: ${commandLine('resume', null)}`,
  },
  overloaded: {
    status: 429,
    effect: 'The request was not queued.',
    action: 'Try again after the time in Retry-After.',
  },
  wait_too_long: {
    status: 503,
    effect: 'The request was given up while it waited for a free place.',
    action: 'Try again, or add a machine.',
  },
  machine_lost: {
    status: 502,
    effect: 'The answer could not be finished.',
    action: 'Send the request again.',
  },
  shutting_down: {
    status: 503,
    effect: 'The request was not finished.',
    action: 'Try again when the service is back.',
  },
  internal: {
    status: 500,
    effect: 'The request was not finished.',
    action: `Try again; if it stays, run: ${commandLine('doctor', null)}`,
  },
  // The engine
  gpu_only_refused: {
    status: 503,
    effect: 'The replica was stopped, so that no answer is computed slowly on the processor.',
    action: 'Free video memory on that card or choose a smaller variant.',
  },
  engine_unavailable: {
    status: 503,
    effect: 'This machine cannot run models on that device.',
    action: `Run on that machine: ${commandLine('doctor', null)}`,
  },
  engine_crashed: {
    status: 502,
    effect: 'One replica stopped; it is started again.',
    action: 'Send the request again.',
  },
  out_of_memory: {
    status: 503,
    effect: 'The model was not loaded.',
    action: 'Choose a smaller variant or a shorter context.',
  },
  stale_command: {
    status: 409,
    effect: 'Nothing was changed there.',
    action: 'Nothing is to be done; the newer command counts.',
  },
  replica_not_found: {
    status: 404,
    effect: 'Nothing was generated.',
    action: 'Ask again; the office places models by itself.',
  },
  no_free_slot: { status: 503, effect: 'Nothing was generated.', action: 'Try again; the request is queued then.' },
  // Files
  model_file_invalid: {
    status: 422,
    effect: 'The file was not taken in.',
    action: 'Get the file again from its source.',
  },
  model_name_taken: {
    status: 409,
    effect: 'The file was not taken in.',
    action: 'Rename the file, so that the models can be told apart.',
  },
  model_file_missing: { status: 404, effect: 'The model cannot be loaded there.', action: 'Import the file again.' },
  model_file_changed: {
    status: 409,
    effect: 'The file is not what was imported, so it is not loaded.',
    action: 'Import the file again.',
  },
  disk_full: {
    status: 507,
    effect: 'Nothing was written; what was there is whole.',
    action: 'Free space on that disk.',
  },
  copy_damaged: {
    status: 502,
    effect: 'The copy is not used.',
    action: 'If it stays so, import the file again on the office’s PC.',
  },
  copy_not_found: { status: 404, effect: 'Nothing was done.', action: 'Look at the list of copies.' },
  file_in_use: { status: 409, effect: 'Nothing was deleted.', action: 'Wait until the model has left that machine.' },
  model_parts_unlike: {
    status: 422,
    effect: 'The files were not taken in.',
    action: 'Put all parts of one model into one folder, as they were published.',
  },
  // Downloads
  download_not_found: { status: 404, effect: 'Nothing was done.', action: 'Look at the list of downloads.' },
  download_state: { status: 409, effect: 'Nothing was done.', action: 'Look at the list of downloads.' },
  hub_refused: {
    status: 403,
    effect: 'The model was not loaded.',
    action: 'Set a token of an account that may read it: "hub": {"token": "hf_…"} in settings.json, or HF_TOKEN.',
  },
  hub_file_missing: {
    status: 404,
    effect: 'The model was not loaded.',
    action: 'Check the names of repository and file on the hub’s page.',
  },
  hub_unreachable: {
    status: 502,
    effect: 'What has come so far is kept.',
    action: 'Check the internet line of the office’s PC, then resume the download.',
  },
  hub_busy: {
    status: 503,
    effect: 'What has come so far is kept.',
    action: 'Nothing: it is tried again by itself.',
  },
  download_damaged: {
    status: 502,
    effect: 'What was loaded was deleted.',
    action: 'Try again; if it stays so, the file on the hub is not the one that was meant.',
  },
  office_file_invalid: {
    status: 422,
    effect: 'No plan was made.',
    action: 'Correct what is named. The format is described in contract/office-file.ts.',
  },
  // Starting
  port_busy: { status: 500, effect: 'The office was not started.', action: 'Start with the port that is offered.' },
  data_not_writable: {
    status: 500,
    effect: 'The office was not started.',
    action: 'Choose another folder with --data DIR.',
  },
  data_in_use: { status: 500, effect: 'The second start ended; the first goes on.', action: 'Use the running one.' },
  data_too_new: {
    status: 500,
    effect: 'The office was not started; nothing was changed.',
    action: 'Start the newer version.',
  },
  identity_damaged: {
    status: 500,
    effect: 'The office was not started; nothing was changed, because no machine would know it by a new identity.',
    action: 'Bring the folder "identity" back from a backup; or delete it, and add the machines again.',
  },
  https_not_served: {
    status: 409,
    effect: 'Nothing was changed.',
    action: `Find out why HTTPS is not served: ${commandLine('https', null)}`,
  },
  https_port_busy: {
    status: 503,
    effect: 'The office serves without encryption only; it tries that port again by itself.',
    action: 'End that program, or set another port: "https": {"port": 8443} in settings.json.',
  },
  ca_damaged: {
    status: 500,
    effect: 'The office serves without encryption only; nothing was changed.',
    action:
      'Bring the file "identity/office-ca.json" back from a backup; or delete it, and let every PC trust the new certificate.',
  },
  settings_invalid: {
    status: 500,
    effect: 'The office was not started; nothing was changed.',
    action: 'Correct the setting that is named.',
  },
  coordinator_unreachable: {
    status: 503,
    effect: 'The window shows what it knew last.',
    action: 'Check that AIvailable runs on the office’s PC; the window connects again by itself.',
  },
  not_running: { status: 503, effect: 'Nothing was asked.', action: 'Start it first: npm start' },
  key_exists: { status: 409, effect: 'No key was made.', action: 'Choose another name or revoke the old key first.' },
} as const satisfies Record<string, ErrorKind>;
