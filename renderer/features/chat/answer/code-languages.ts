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
import { msg, t, type Message } from '../../../../words/words.ts';

/** Languages that are coloured: what offices ask for. Others are shown plain. */
export const codeLanguages = { bash, css, excel, javascript, json, powershell, python, sql, typescript, xml, yaml };

const names: Readonly<Record<string, Message>> = {
  bash: msg('Shell'),
  css: msg('CSS'),
  csv: msg('CSV'),
  excel: msg('Spreadsheet'),
  html: msg('HTML'),
  javascript: msg('JavaScript'),
  js: msg('JavaScript'),
  json: msg('JSON'),
  powershell: msg('PowerShell'),
  py: msg('Python'),
  python: msg('Python'),
  sh: msg('Shell'),
  sql: msg('SQL'),
  ts: msg('TypeScript'),
  typescript: msg('TypeScript'),
  xml: msg('XML'),
  yaml: msg('YAML'),
};

/** What stands over a code block. */
export const languageName = (language: string | null): string => (language === null ? t('Code') : named(language));

function named(language: string): string {
  const name = names[language.toLowerCase()];
  return name ? t(name) : language;
}
