#!/usr/bin/env node
// Pages of other sites can neither make MediaSnap act nor read it.
import { raw, scene } from '../lib/scene.mjs';
import { stack } from '../lib/stack.mjs';
import { done, is, like, ok } from '../lib/tap.mjs';

const { s, plex, shot } = await scene({ env: {
	ALLOWED_HOSTS: 'snap.example.org, other.example.org,.under.example' } });
const mine = (await shot()).json;
const rows = () => s.sql('SELECT count(*) FROM captures');
const before = rows();
const here = `127.0.0.1:${s.port}`;

const ACTS = [
	['POST', '/api/capture/screenshot', { session_id: 'plex-s42' }],
	['POST', '/api/capture/clip', { session_id: 'plex-s42',
		relative_seconds: -1 }],
	['POST', `/api/captures/${mine.id}/retry`],
	['DELETE', `/api/captures/${mine.id}`],
];
const FOREIGN = [
	{ 'sec-fetch-site': 'cross-site' },
	{ 'sec-fetch-site': 'same-site' },
	{ 'sec-fetch-site': 'cross-site', origin: `http://${here}` },
	{ 'sec-fetch-site': 'nonsense' },
	{ origin: 'http://evil.example' },
	{ origin: 'null' },
	{ origin: `http://127.0.0.1:${+s.port + 1}` },
	{ origin: `http://${here}.evil.example` },
	{ origin: `http://evil.example/${here}` },
	{ origin: `http://${here}@evil.example` },
	{ origin: here },
	{ origin: `http://${here}`, host: 'nas.local' },
	// What ALLOWED_HOSTS lists is ours, but not for a page of another site.
	{ origin: 'http://snap.example.org', 'sec-fetch-site': 'cross-site' },
	{ origin: 'http://x.snap.example.org' },
	{ origin: 'http://snap.example.org.evil.example' },
	{ origin: 'http://snap.example.org@evil.example' },
	{ origin: 'http://localhost' },
	{ origin: 'http://192.168.1.5', host: 'nas.local' },
];
for (const [method, path, body] of ACTS)
	for (const headers of FOREIGN) {
		const a = await s.request(path, { method, body, headers });
		is(a.status, 403, `${method} ${path} ${JSON.stringify(headers)}`);
		like(a.json?.detail ?? '', /another site/, '  says why');
	}
is(rows(), before, 'nothing was made or deleted');

// A form of another site can send these without being asked first.
for (const type of ['text/plain', 'application/x-www-form-urlencoded',
	'multipart/form-data; boundary=x', 'application/jsonp', '',
	'text/plain; application/json'])
	is((await s.request('/api/capture/screenshot', { method: 'POST',
		body: '{"session_id":"plex-s42"}', headers: { 'content-type': type } }))
		.status, 415, `a body of "${type}"`);
for (const [, path] of ACTS) {
	const a = await s.request(path, { method: 'OPTIONS', headers: {
		origin: 'http://evil.example',
		'access-control-request-method': 'POST' } });
	ok([403, 405].includes(a.status) &&
		!Object.keys(a.headers).some((h) => /^access-control/.test(h)),
		`no permission in advance for ${path}`);
}
for (const path of ['/api/capture/screenshot', `/api/captures/${mine.id}/retry`])
	is((await s.get(path)).status, 405, `GET ${path} does nothing`);
is(rows(), before, 'still nothing');

// What our own page sends is taken.
for (const headers of [{ 'sec-fetch-site': 'same-origin' },
	{ 'sec-fetch-site': 'none' }, { origin: `http://${here}` },
	{ origin: 'http://NAS.local', host: 'nas.local' },
	{ origin: 'https://snap.example.org', host: 'snap.example.org' },
	// Through a proxy that puts its own name into Host.
	{ origin: 'http://snap.example.org' }, { origin: 'https://OTHER.example.org:99' },
	{ origin: 'http://snap.example.org:8787', 'sec-fetch-site': 'same-site' }, {}])
	is((await shot({}, headers)).status, 200, `ours: ${JSON.stringify(headers)}`);

const refused = await shot({}, { origin: 'http://films.example.net:81' });
ok(refused.status === 403 && refused.json.detail.includes(here) &&
	/\(films\.example\.net:81\).*add films\.example\.net to ALLOWED_HOSTS/
		.test(refused.json.detail), 'a refusal names both hosts and what to set',
	refused.text);

// Names: ours, and those that an attacker's DNS could point here.
const PLACES = ['/', '/api/sessions', '/api/captures', mine.file_url,
	`/api/captures/${mine.id}/file`, '/gallery', '/sw.js', '/none/such'];
const ask = (host, path) => s.get(path, { host });
for (const host of ['127.0.0.1', here, '[::1]:80', '192.168.1.5', 'localhost',
	'nas', 'nas:8787', 'nas.local', 'NAS.Local', 'nas.lan', 'a.b.home.arpa',
	'x.internal', 'snap.example.org', 'SNAP.example.org:443',
	'other.example.org', 'nas.home', 'nas.fritz.box', 'nas.tail1234.ts.net',
	'under.example', 'x.under.example', 'y.X.Under.example:80'])
	is((await ask(host, '/api/sessions')).status, 200, `${host} is ours`);
for (const host of ['evil.example', 'evil.example:80', 'evil.example.',
	'127.0.0.1.evil.example', '127.0.0.1.nip.io', '1.2.3.4x', 'local.evil.example',
	'nas.local.evil.example', 'nas.xlocal', 'x.snap.example.org',
	'snap.example.org.evil.example', 'snapXexample.org', '$host',
	'xunder.example', 'under.example.evil.example', 'fritz.box.evil.example',
	'nas.fritzXbox', 'nas.fritz', 'nas.net',
	'a.b', 'xn--nxasmq6b.com']) {
	for (const path of PLACES) {
		const a = await ask(host, path);
		ok([400, 403].includes(a.status) && !a.text.includes('plex-s42') &&
			!/<base/.test(a.text), `${host} is not: ${path}`, a.text);
	}
	is((await s.request('/api/capture/screenshot', { method: 'POST',
		body: { session_id: 'plex-s42' }, headers: { host } })).status >= 400,
		true, '  nor to act');
}
// A page for who opens one, JSON for the rest.
for (const [headers, page] of [[{}, false], [{ accept: '*/*' }, false],
	[{ accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }, true],
	[{ accept: '*/*', 'sec-fetch-dest': 'document' }, true],
	[{ accept: 'text/html', 'sec-fetch-dest': 'empty' }, false],
	[{ accept: 'image/avif,*/*', 'sec-fetch-dest': 'image' }, false]]) {
	const a = await s.get('/', { host: 'films.example.net', ...headers });
	is([a.status, a.headers['content-type'], a.headers['cache-control']], [403,
		page ? 'text/html' : 'application/json', 'no-store'],
		`refused: ${JSON.stringify(headers)}`);
	like(page ? a.text : a.json.detail,
		/not open under the name films\.example\.net.*ALLOWED_HOSTS=films\.example\.net/,
		'  the refusal says what to set');
}
const absolute = await raw(s, 'GET http://evil.example/api/sessions HTTP/1.1\r\n' +
	`Host: ${here}\r\nConnection: close\r\n\r\n`);
is(absolute.status, 403, 'the name in the request line counts');
const two = await raw(s, 'GET /api/sessions HTTP/1.1\r\nHost: evil.example\r\n' +
	`Host: ${here}\r\nConnection: close\r\n\r\n`);
is(two.status, 400, 'two names are refused');
const injected = await raw(s, 'GET / HTTP/1.1\r\nHost: <b>x.example</b>\r\n' +
	'Connection: close\r\n\r\n');
ok([400, 403].includes(injected.status) && !injected.body.includes('<b>'),
	'a name is not put into the answer as it is', injected.body);
is((await s.get('/api/sessions', { host: 'evil.example',
	'x-forwarded-host': here })).status, 403, 'a forwarded name does not count');

// Nobody else may frame, sniff or read, whatever the answer is.
for (const path of [...PLACES, '/api/nothing', '/captures/x', '/assets/none.js',
	'/api/proxy/plex?path=/x']) {
	const { headers: h } = await s.get(path);
	ok(/frame-ancestors 'none'/.test(h['content-security-policy'] ?? '') &&
		!/unsafe|\*/.test(h['content-security-policy']) &&
		h['x-content-type-options'] === 'nosniff' &&
		h['cross-origin-resource-policy'] === 'same-origin' &&
		!h['access-control-allow-origin'] && !/\d/.test(h.server ?? ''),
		`headers of ${path}`, JSON.stringify(h));
}
like((await s.get('/')).text, /^(?![^]*<script(?![^>]*\ssrc=))[^]*<\/html>/,
	'no script within the page');
await s.stop();

const open = await stack({ env: { PLEX_URL: plex.url, PLEX_TOKEN: 'plex-secret',
	ALLOWED_HOSTS: '*' } });
is((await open.get('/api/sessions', { host: 'any.example' })).status, 200,
	'ALLOWED_HOSTS=* opens it');
for (const origin of ['http://any.example', 'http://*'])
	is((await open.post('/api/capture/screenshot', { session_id: 'plex-s42' },
		{ origin })).status, 403, `  but to no page of ${origin}`);
await done();
