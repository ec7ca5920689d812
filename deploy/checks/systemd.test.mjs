import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { missing, text } from './files.mjs';

const skip = missing('systemd-analyze', 'systemd');

/** Runs systemd-analyze on the unit, with a program that is on every machine in place of Hub. */
function analyze(unit, ...args) {
  const folder = mkdtempSync(join(tmpdir(), 'hub-unit-'));
  try {
    const file = join(folder, 'hub.service');
    writeFileSync(file, unit.replace(/^ExecStart=.*$/m, 'ExecStart=/bin/true'));
    const { status, stdout, stderr } = spawnSync('systemd-analyze', [...args, file], { encoding: 'utf8' });
    return { status, said: `${stdout}${stderr}` };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('systemd accepts the unit without a word', { skip }, () => {
  assert.deepEqual(analyze(text('systemd', 'hub.service'), 'verify'), { status: 0, said: '' });
});

test('systemd names a misspelt setting', { skip }, () => {
  assert.match(analyze(text('systemd', 'hub.service').replace('UMask=', 'UMsk='), 'verify').said, /UMsk/);
});

test('systemd judges the exposure of the unit as 2.0 or less of 10', { skip }, () => {
  const { status, said } = analyze(text('systemd', 'hub.service'), 'security', '--offline=true', '--threshold=20', '--no-pager');
  assert.equal(status, 0, said);
});

test('a stop has time to drain, and only the data folder may be written', () => {
  const unit = text('systemd', 'hub.service');
  assert.ok(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)[1]) > 25);
  assert.match(unit, /^ProtectSystem=strict$/m);
  assert.equal(/^Environment=Hub__DataDirectory=(.*)$/m.exec(unit)[1], `/var/lib/${/^StateDirectory=(.*)$/m.exec(unit)[1]}`);
});
