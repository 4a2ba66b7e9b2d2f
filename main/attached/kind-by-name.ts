/** Whether a model makes vectors, by its name: where a server does not say it, nothing else tells. Pure. */
const vectorNames =
  /embed|(^|[/_-])(bge|e5|gte|minilm|nomic-embed|mxbai|arctic-embed|jina-embeddings)([-_:.]|$)|all-minilm/i;

export const kindByName = (name: string): 'chat' | 'embedding' => (vectorNames.test(name) ? 'embedding' : 'chat');
