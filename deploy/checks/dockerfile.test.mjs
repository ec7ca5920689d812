import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import dockerfile from 'dockerfile-utils';
import { root, text } from './files.mjs';

const content = text('Dockerfile');

test('the Dockerfile has no findings', () => {
  assert.deepEqual(dockerfile.validate(content), []);
});

test('the linter finds an unknown instruction', () => {
  assert.notDeepEqual(dockerfile.validate(content.replace('USER', 'USR')), []);
});

test('everything it copies from the checkout is there', () => {
  const copies = [...content.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, paths]) => paths.split(' ').slice(0, -1));
  assert.ok(copies.includes('./src') || copies.includes('src'));
  for (const path of copies) assert.ok(existsSync(join(root, path)), path);
});

test('Hub does not run as root and keeps its data in the volume', () => {
  assert.match(content, /^USER \$APP_UID$/m);
  assert.match(content, /Hub__DataDirectory=\/data/);
  assert.match(content, /^VOLUME \/data$/m);
});
