// node once.mjs <stamp> <command...>
// Runs the command and touches the stamp; of several builds at once one runs it and the others wait for its result.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const [stamp, ...command] = process.argv.slice(2);
const lock = 'obj/build.lock';
const startedAt = Date.now();

mkdirSync('obj', { recursive: true });
while (!take()) await pause(100);
try {
  if (modifiedAt(stamp) < startedAt) {
    const { status } = spawnSync(command.join(' '), { shell: true, stdio: 'inherit' });
    if (status !== 0) process.exitCode = status ?? 1;
    else {
      mkdirSync(dirname(stamp), { recursive: true });
      writeFileSync(stamp, '');
    }
  }
} finally {
  rmSync(lock, { force: true });
}

function take() {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (fault) {
    if (fault.code !== 'EEXIST') throw fault;
    if (!isHeld()) rmSync(lock, { force: true });
    return false;
  }
}

/** A build that was killed leaves its lock behind. */
function isHeld() {
  try {
    const holder = Number(readFileSync(lock, 'utf8'));
    // Between making and writing the lock it is empty for a moment.
    if (holder) process.kill(holder, 0);
    return true;
  } catch {
    return false;
  }
}

function modifiedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
