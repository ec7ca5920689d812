// Reads what is checked, and says which tools of the machine a check may use.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';

export const deploy = dirname(dirname(fileURLToPath(import.meta.url)));
export const root = dirname(deploy);

export const text = (...path) => readFileSync(join(deploy, ...path), 'utf8');

/** All documents of a YAML file; a file that YAML itself does not accept throws. */
export function documents(...path) {
  return parseAllDocuments(text(...path), { merge: true }).map((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    return document.toJS();
  });
}

/** False when the tool is there, else the reason for a skip and how to install it. */
export function missing(tool, debianPackage) {
  return spawnSync(tool, ['--version']).error ? `${tool} is not installed: sudo apt-get install ${debianPackage}` : false;
}

/** Settings of Hub that a text names. */
export const settings = (content) => new Set([...content.matchAll(/\bHub__\w+/g)].map(([name]) => name));
