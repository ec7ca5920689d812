// A server in this process and clients of MongoDB's own Node driver.
import { after, before } from 'node:test';
import { MongoClient } from 'mongodb';
import { Server } from '../src/server.js';

/** One server for the tests of a file; every test takes a collection of its own. @param {import('mongodb').MongoClientOptions} [options] */
export function withServer(options = {}) {
  const server = new Server({ setName: 'hubtest' });
  const world = { server, client: undefined, url: '', number: 0 };
  before(async () => {
    const port = await server.listen(0);
    world.url = `mongodb://127.0.0.1:${port}/?replicaSet=hubtest`;
    world.client = new MongoClient(world.url, options);
    await world.client.connect();
  });
  after(async () => {
    await world.client.close();
    await server.close();
  });
  return {
    server,
    get client() {
      return world.client;
    },
    get url() {
      return world.url;
    },
    get db() {
      return world.client.db('test');
    },
    get admin() {
      return world.client.db('admin');
    },
    /** @returns {import('mongodb').Collection} */
    collection: () => world.client.db('test').collection(`c${++world.number}`),
  };
}

/** The stages of a plan from the top. @param {any} plan @returns {string[]} */
export function stagesOf(plan) {
  return [plan.stage, ...[plan.inputStage, ...(plan.inputStages ?? [])].filter(Boolean).flatMap(stagesOf)];
}

/** @param {any} plan @returns {string[]} */
export function indexesOf(plan) {
  return [...(plan.indexName ? [plan.indexName] : []), ...[plan.inputStage, ...(plan.inputStages ?? [])].filter(Boolean).flatMap(indexesOf)];
}
