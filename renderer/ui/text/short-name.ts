/** A model's name without what all of them have: "qwen2.5-7b" of "qwen2.5-7b-instruct". For places that are narrow. */
export const shortName = (name: string): string => name.replace(/-(instruct|it|chat)(-[\w.]+)?$/, '') || name;
