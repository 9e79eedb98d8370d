/** Where the files of learning lie, from the folder of the program. */
export const CORPUS = 'data/corpus';
export const PHRASES = 'data/phrases.tsv';
export const CONCEPTS = 'data/concepts.yaml';
export const WEIGHTS = 'data/understanding.weights';
