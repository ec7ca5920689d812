import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root, settings, text } from './files.mjs';

// The settings that the README tells users of.
const known = settings(readFileSync(join(root, 'README.md'), 'utf8'));

for (const path of [
  ['Dockerfile'], ['compose', 'compose.yaml'], ['kubernetes', 'settings.yaml'], ['kubernetes', 'secrets.example.yaml'], ['systemd', 'hub.service'],
]) {
  test(`${path.join('/')} names only settings that the README describes`, () => {
    const named = settings(text(...path));
    assert.ok(named.size > 0);
    assert.deepEqual([...named].filter((name) => !known.has(name)), []);
  });
}
