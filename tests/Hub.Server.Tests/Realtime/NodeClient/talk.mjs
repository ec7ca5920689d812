// A conversation through both hubs with the official client: node talk.mjs <address> <inbox> <frame ticket> <agent's hub ticket>
import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';

const [address, inbox, frameTicket, hubTicket] = process.argv.slice(2);

function connect(path, options = {}) {
  return new HubConnectionBuilder()
    .withUrl(address + path, { skipNegotiation: true, transport: HttpTransportType.WebSockets, ...options })
    .configureLogging(LogLevel.Error)
    .build();
}

function next(connection, target, matches = () => true) {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`no ${target} came`)), 20_000);
    const hear = (argument) => {
      if (!matches(argument)) return;
      clearTimeout(limit);
      connection.off(target, hear);
      resolve(argument);
    };
    connection.on(target, hear);
  });
}

const visitor = connect('/hubs/visitor');
const agent = connect('/hubs/agent', { accessTokenFactory: () => hubTicket });
for (const target of ['ticket', 'resync', 'availability', 'typing', 'entry']) visitor.on(target, () => {});
for (const target of ['presence', 'viewers', 'notify', 'header', 'lock', 'typing', 'entry']) agent.on(target, () => {});
await visitor.start();
await agent.start();

const started = await visitor.invoke('Start', { inbox, frameTicket, language: 'de', page: { url: 'https://shop.example/', title: 'Shop' } });
const sent = await visitor.invoke('Send', { clientId: 'n1', text: 'Hallo, wer ist da?' });
const watched = await agent.invoke('Watch', { number: sent.number });
const heard = next(visitor, 'entry', ({ entry }) => entry.direction === 'out');
const reply = await agent.invoke('Reply', { number: sent.number, text: 'Anna!', baseSeq: watched.header.lastSeq });
const told = await heard;
const refusal = await agent.invoke('Reply', { number: sent.number, text: 'x' }).catch((fault) => fault.message);
const thread = await visitor.invoke('After', { publicRev: 0 });
await visitor.stop();
await agent.stop();

console.log(JSON.stringify({
  token: started.visitorToken.length,
  number: sent.number,
  reply: reply.text,
  told: told.entry.text,
  refusal: /([a-z-]+): [^:]*$/.exec(refusal)?.[1],
  texts: thread.entries.map((entry) => entry.text),
}));
