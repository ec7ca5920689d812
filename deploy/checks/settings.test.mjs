import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root, settings, text } from './files.mjs';

const known = new Set([...readFileSync(join(root, 'src/Hub.Server/Composition/SettingsReader.cs'), 'utf8').matchAll(/"(Hub:[\w:]+)"/g)]
  .map(([, key]) => key.replaceAll(':', '__')));

for (const path of [
  ['Dockerfile'], ['compose', 'compose.yaml'], ['kubernetes', 'settings.yaml'], ['kubernetes', 'secrets.example.yaml'], ['systemd', 'hub.service'],
]) {
  test(`${path.join('/')} names only settings that Hub reads`, () => {
    const named = settings(text(...path));
    assert.ok(named.size > 0);
    assert.deepEqual([...named].filter((name) => !known.has(name)), []);
  });
}
