import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { createServer as createSocket } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { deploy, missing } from './files.mjs';

const skip = missing('caddy', 'caddy');
const file = join(deploy, 'compose', 'Caddyfile');
const nodes = [];
let caddy;
let origin;

/** A stand-in for a node: says its name, and whether it is ready. */
async function startNode(name) {
  const node = { name, isReady: true };
  node.server = createServer((request, response) => {
    response.statusCode = request.url === '/health/ready' && !node.isReady ? 503 : 200;
    response.end(name);
  });
  await new Promise((done) => node.server.listen(0, '127.0.0.1', done));
  node.address = `127.0.0.1:${node.server.address().port}`;
  nodes.push(node);
}

async function freePort() {
  const socket = createSocket();
  await new Promise((done) => socket.listen(0, '127.0.0.1', done));
  const { port } = socket.address();
  await new Promise((done) => socket.close(done));
  return port;
}

/** Asks until an answer holds, at most half a minute. */
async function until(ask) {
  const end = Date.now() + 30_000;
  for (let last; ; ) {
    try {
      last = await ask();
      if (last) return last;
    } catch (fault) {
      last = fault;
    }
    if (Date.now() > end) throw new Error(`Never came true: ${last}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

const ask = async (path, headers = {}) => {
  const answer = await fetch(`${origin}${path}`, { headers });
  return { status: answer.status, node: await answer.text(), cookie: answer.headers.get('set-cookie')?.split(';')[0] };
};

before(async () => {
  if (skip) return;
  await startNode('a');
  await startNode('b');
  origin = `http://127.0.0.1:${await freePort()}`;
  caddy = spawn('caddy', ['run', '--config', file, '--adapter', 'caddyfile'], {
    env: { ...process.env, HUB_ADDRESS: origin, HUB_NODES: nodes.map(({ address }) => address).join(' ') }, stdio: 'ignore',
  });
  await until(async () => (await ask('/')).status === 200);
});

after(() => {
  caddy?.kill();
  for (const { server } of nodes) server.close();
});

test('caddy accepts its file', { skip }, () => {
  const { status, stderr } = spawnSync('caddy', ['validate', '--config', file, '--adapter', 'caddyfile'], {
    env: { ...process.env, HUB_ADDRESS: 'hub.example', HUB_NODES: 'hub1:5080 hub2:5080' }, encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
});

test('the console stays on the node it began on', { skip }, async () => {
  const first = await ask('/console');
  assert.match(first.cookie, /^hub-node=/);
  for (const path of ['/console/tickets/100001', '/_blazor', '/_blazor/negotiate', '/console']) {
    for (let i = 0; i < 5; i++) assert.equal((await ask(path, { cookie: first.cookie })).node, first.node, path);
  }
});

test('everything else goes to any node and gets no cookie', { skip }, async () => {
  const seen = new Set();
  await until(async () => {
    const { node, cookie } = await ask('/hubs/visitor');
    assert.equal(cookie, undefined);
    seen.add(node);
    return seen.size === 2;
  });
});

test('the inside stays inside', { skip }, async () => {
  for (const path of ['/metrics', '/health/ready']) assert.equal((await ask(path)).status, 404);
});

test('a node that is not ready gets nothing new, its console pages move', { skip }, async () => {
  const first = await ask('/console');
  nodes.find(({ name }) => name === first.node).isReady = false;
  const other = nodes.find(({ name }) => name !== first.node).name;
  await until(async () => (await ask('/console', { cookie: first.cookie })).node === other);
  for (let i = 0; i < 10; i++) assert.equal((await ask('/')).node, other);
});
