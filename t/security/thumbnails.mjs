#!/usr/bin/env node
// Pictures of a media server that are none, or far too much of one.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { PICTURE } from '../lib/fake.mjs';
import { processes, scene } from '../lib/scene.mjs';
import { cleanup, done, is, ok } from '../lib/tap.mjs';

let visits = 0;
const elsewhere = createServer((req, res) => { visits++; res.end(PICTURE); });
await new Promise((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
cleanup(() => elsewhere.close());
const { s, plex } = await scene({ token: 'canary-token',
	env: { SLOW_WORKERS: '4' } });

let n = 100;
const shown = (give) => {
	const path = `/library/metadata/${++n}/thumb/1`;
	if (typeof give === 'function')
		plex.extra[path] = give;
	else
		plex.images[path] = give;
	return s.get(`/api/proxy/plex?path=${encodeURIComponent(path)}`);
};
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const html = '<html><script>alert(1)</script></html>'.padEnd(100);
const head = (bytes) => Buffer.concat([Buffer.from(bytes, 'latin1'),
	Buffer.alloc(32)]);

const NONE = {
	'HTML': { type: 'text/html', body: html },
	'HTML that calls itself a JPEG': { type: 'image/jpeg', body: html },
	'SVG': { type: 'image/svg+xml', body: svg.padEnd(100) },
	'SVG that calls itself a PNG': { type: 'image/png', body: svg.padEnd(100) },
	'SVG with a declaration': { type: 'image/svg+xml', body: `<?xml?>${svg}` },
	'a PDF': { type: 'image/jpeg', body: head('%PDF-1.7') },
	'an MP4': { type: 'image/avif', body: head('\0\0\0\x20ftypisom') },
	'a WAV': { type: 'image/webp', body: head('RIFF\0\0\0\0WAVE') },
	'nothing': { type: 'image/png', body: '' },
	'one byte': { type: 'image/png', body: '\x89' },
	'JSON': { type: 'application/json', body: '{"a":"canary-token"}'.padEnd(40) },
	'a 401 with the token in it': { status: 401, type: 'text/html',
		body: html + 'canary-token' },
	'204': { status: 204, type: 'image/png', body: '' },
	'206': { status: 206, type: 'image/png', body: PICTURE },
};
for (const [name, give] of Object.entries(NONE)) {
	const a = await shown(give);
	ok(a.status === 502 && a.json && !/alert|canary/.test(a.text),
		`${name} is no picture`, `${a.status} ${a.text}`);
}
const KINDS = { 'image/png': PICTURE, 'image/jpeg': head('\xff\xd8\xff\xe0'),
	'image/gif': head('GIF89a<script>alert(1)</script>'),
	'image/webp': head('RIFF\0\0\0\0WEBP'),
	'image/avif': head('\0\0\0\x20ftypavif') };
for (const [type, body] of Object.entries(KINDS)) {
	const a = await shown({ type: 'text/html', body });
	is([a.status, a.headers['content-type'], a.headers['x-content-type-options'],
		a.headers['content-security-policy']?.includes("object-src 'none'")],
		[200, type, 'nosniff', true], `${type} by its own bytes`);
}
const headers = await shown((req, res) => {
	res.writeHead(200, { 'Content-Type': 'image/png', 'Set-Cookie': 'a=canary',
		'X-Plex-Token': 'canary-token', 'Access-Control-Allow-Origin': '*',
		'X-Accel-Redirect': '/_media/x', 'Cache-Control': 'no-store' });
	res.end(PICTURE);
});
ok(headers.status === 200 && !/canary|access-control|accel/i.test(
	JSON.stringify(headers.headers)), 'its headers stay behind',
	JSON.stringify(headers.headers));

// Too much: by what it says, by what it does, and for ever.
const large = await shown((req, res) => {
	res.writeHead(200, { 'Content-Type': 'image/png',
		'Content-Length': 1 << 30 });
	res.write(PICTURE);
});
is([large.status, large.json?.detail], [502, 'the picture is over 10 MiB'],
	'a GiB that is announced');
let sent = 0;
const endless = (req, res) => {
	const chunk = Buffer.alloc(1 << 20);
	res.on('error', () => {});
	res.writeHead(200, { 'Content-Type': 'image/png' });
	res.write(PICTURE);
	const more = () => {
		while (!res.destroyed && sent < 2 ** 30) {
			sent += chunk.length;
			if (!res.write(chunk))
				return;
		}
	};
	res.on('drain', more);
	more();
};
const flood = await shown(endless);
is([flood.status, flood.json?.detail], [502, 'the picture is over 10 MiB'],
	'one without end');
ok(sent < 100 << 20, `is left after ${sent >> 20} MiB`);
const most = Math.max(...processes(s, /mediasnap-api/).map(({ pid }) =>
	+/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]));
ok(process.env.ASAN_OPTIONS || most < 100000, `no worker grew over it: ${most} kB`);
const line = await shown((req, res) => {
	const chunk = 'x'.repeat(1 << 18);
	res.socket.on('error', () => {});
	res.socket.write('HTTP/1.1 200 OK\r\nX-A: ');
	const more = () => {
		while (!res.socket?.destroyed && res.socket?.write(chunk))
			;
	};
	res.socket.on('drain', more);
	more();
});
ok(line.json && line.status === 502 && /10 MiB/.test(line.json.detail),
	'headers without end are one too', line.text);
const many = await Promise.all(Array.from({ length: 6 }, () => shown(endless)));
ok(many.every(({ status }) => status === 502), 'several at once');

// Sent on elsewhere: with our token, never.
for (const status of [301, 302, 303, 307, 308]) {
	const a = await shown((req, res) => {
		res.writeHead(status, { Location:
			`http://127.0.0.1:${elsewhere.address().port}/x?canary-token` });
		res.end();
	});
	ok(a.status === 502 && !/canary/.test(a.text + JSON.stringify(a.headers)),
		`a redirect (${status}) is not followed`, a.text);
}
is(visits, 0, 'nobody else was asked');

// Slow ones do not stand in the way of the gallery, and end.
const slow = shown((req, res) => {
	res.writeHead(200, { 'Content-Type': 'image/png', 'Content-Length': 100 });
	res.write(PICTURE.subarray(0, 10));
});
is((await s.get('/api/captures')).status, 200, 'the gallery is read meanwhile');
const a = await slow;
ok(a.status === 503 && /in time/.test(a.json?.detail), 'it is given up', a.text);
const torn = await shown((req, res) => {
	res.writeHead(200, { 'Content-Type': 'image/png', 'Content-Length': 1000 });
	res.write(PICTURE);
	setImmediate(() => res.destroy());
});
ok(torn.status === 503, 'one that breaks off is not shown', torn.text);
is((await shown({ type: 'image/png', body: PICTURE })).status, 200,
	'and the next is');
ok(!s.log().includes('canary'), 'the token is not in the log');
await done();
