import bash from 'highlight.js/lib/languages/bash';
import css from 'highlight.js/lib/languages/css';
import excel from 'highlight.js/lib/languages/excel';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import powershell from 'highlight.js/lib/languages/powershell';
import python from 'highlight.js/lib/languages/python';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

/** Languages that are coloured: what offices ask for. Others are shown plain. */
export const codeLanguages = { bash, css, excel, javascript, json, powershell, python, sql, typescript, xml, yaml };

const names: Readonly<Record<string, string>> = {
  bash: 'Shell',
  css: 'CSS',
  csv: 'CSV',
  excel: 'Spreadsheet',
  html: 'HTML',
  javascript: 'JavaScript',
  js: 'JavaScript',
  json: 'JSON',
  powershell: 'PowerShell',
  py: 'Python',
  python: 'Python',
  sh: 'Shell',
  sql: 'SQL',
  ts: 'TypeScript',
  typescript: 'TypeScript',
  xml: 'XML',
  yaml: 'YAML',
};

/** What stands over a code block. */
export const languageName = (language: string | null): string =>
  language === null ? 'Code' : (names[language.toLowerCase()] ?? language);
