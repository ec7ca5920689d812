// node server.js [--with-parent]
// An OAuth 2.0 provider (oidc-provider) on a free port of this machine, with all tokens in memory. Prints "listening PORT".
// Clients register themselves (RFC 7591). Who comes to agree is whom login_hint names; "refuses@…" says no.
// Mail servers ask for tokens as client "mailserver" (RFC 7662); a token that a client got in its own name is for the address in client_name.
import http from 'node:http';
import Provider from 'oidc-provider';

const server = http.createServer();
await new Promise(done => server.listen(0, '127.0.0.1', done));
const { port } = server.address();

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: 'mailserver',
    client_secret: 'mailserver-secret',
    grant_types: [],
    redirect_uris: [],
    response_types: [],
    introspection_endpoint_auth_method: 'client_secret_basic',
  }],
  cookies: { keys: ['only for tests'] },
  scopes: ['openid', 'offline_access', 'mail'],
  claims: { mail: [] },
  ttl: { AccessToken: 3600, ClientCredentials: 3600, RefreshToken: 86400, Grant: 86400, Interaction: 600, Session: 86400 },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: async () => true },
    revocation: { enabled: true },
    registration: { enabled: true },
  },
  pkce: { required: () => true },
  rotateRefreshToken: true,
  issueRefreshToken: async (_, client) => client.grantTypeAllowed('refresh_token'),
  expiresWithSession: async () => false,
  findAccount: async (_, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
  extraTokenClaims: async (_, token) => token.kind === 'ClientCredentials' ? { sub: token.client.clientName } : undefined,
  interactions: { url: (_, interaction) => `/agree/${interaction.uid}` },
});

server.on('request', async (request, response) => {
  if (request.url.startsWith('/agree/')) {
    await agree(request, response);
  } else if (request.url.startsWith('/expire/')) {
    // As if its time were over: what was agreed stands.
    await (await provider.AccessToken.find(request.url.slice('/expire/'.length))).destroy();
    response.end();
  } else {
    provider.callback()(request, response);
  }
});

async function agree(request, response) {
  const { params, session, grantId } = await provider.interactionDetails(request, response);
  const who = params.login_hint;
  if (who.startsWith('refuses@')) {
    await provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'The person said no.' });
    return;
  }
  const accountId = session?.accountId ?? who;
  const grant = grantId ? await provider.Grant.find(grantId) : new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope ?? '');
  await provider.interactionFinished(request, response, { login: { accountId }, consent: { grantId: await grant.save() } });
}

if (process.argv.includes('--with-parent')) {
  // Its end is the parent's.
  process.stdin.on('end', () => process.exit()).resume();
}
console.log(`listening ${port}`);
