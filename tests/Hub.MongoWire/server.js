#!/usr/bin/env node
// node server.js [--port 0] [--host 127.0.0.1] [--set hubtest] [--with-parent]
// Prints "listening PORT" when clients may come. With --with-parent it ends when its standard input does.
import { parseArgs } from 'node:util';
import { Server } from './src/server.js';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    set: { type: 'string', default: 'hubtest' },
    'with-parent': { type: 'boolean', default: false },
  },
});

const server = new Server({ setName: values.set, host: values.host });
const port = await server.listen(Number(values.port));
process.stdout.write(`listening ${port}\n`);

const end = () => process.exit(0);
process.on('SIGTERM', end);
process.on('SIGINT', end);
if (values['with-parent']) {
  process.stdin.on('end', end).on('error', end).on('close', end);
  process.stdin.resume();
}
