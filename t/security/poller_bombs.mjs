#!/usr/bin/env node
// Media servers whose answers are cheap to send and dear to read: the memory
// of a poll stays small, it ends soon, and the database does not grow.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeJellyfin } from '../lib/jellyfin.mjs';
import { fakePlex } from '../lib/plex.mjs';
import { Poller } from '../lib/poller.mjs';
import { done, is, ok, tmpdir, until } from '../lib/tap.mjs';

const MB = 1 << 20;
const UNDER_ASAN = !!process.env.ASAN_OPTIONS;
const ITEMS = UNDER_ASAN ? 40 : 200;
const dir = tmpdir();
const file = join(dir, 'film.mkv');
writeFileSync(file, 'x');
const plex = await fakePlex();
const jellyfin = await fakeJellyfin();
plex.play({ key: '7', id: 'p', file });
jellyfin.play({ id: 'f', session: 'j', file });
const poller = new Poller({ plex: { url: plex.url, token: plex.token },
	jellyfin, dir, env: { POLL_INTERVAL_MS: '200' } }).migrate().start();
await poller.session('plex-p');
await poller.session('jf-j');

const pid = (name) => poller.children().find(({ source }) => source === name).pid;
const field = (name, key) => Number(new RegExp(`${key}:\\s+(\\d+)`).exec(
	readFileSync(`/proc/${pid(name)}/status`, 'utf8'))[1]) * 1024;
const cpu = (name) => readFileSync(`/proc/${pid(name)}/stat`, 'utf8')
	.split(') ')[1].split(' ').slice(11, 13).reduce((n, v) => n + Number(v), 0) / 100;
const usual = { plex: field('plex', 'VmHWM'), jellyfin: field('jellyfin', 'VmHWM') };
const started = { plex: pid('plex'), jellyfin: pid('jellyfin') };

const fill = (head, unit, tail, bytes) => head +
	unit.repeat(Math.floor(bytes / unit.length)) + tail;
const video = (inside, attributes = '') => `<MediaContainer><Video ratingKey="7" ` +
	`sessionKey="7" title="x"${attributes}>${inside}</Video></MediaContainer>`;
const many = (n) => Array.from({ length: n }, (_, i) => ` a${i}="${i}"`).join('');

const BOMBS = {
	jellyfin: {
		'objects': fill('[', '{},', '{}]', 6 * MB),
		'lists in lists': fill('[', '[[],[[]]],', '[]]', 6 * MB),
		'rows that play nothing': fill('[', '{"NowPlayingItem":0},', '0]', 6 * MB),
		'one row of objects': fill('[{"Id":"a","NowPlayingItem":{"Id":"b","x":[',
			'{},', '0]}}]', 12 * MB),
		'a queue of 30 MB': fill('[{"Id":"a","NowPlayingQueue":[', '{},',
			'0],"NowPlayingItem":{"Id":"b"}}]', 30 * MB),
		'members': `[{"Id":"a","NowPlayingItem":{${Array.from({ length: 200000 },
			(_, i) => `"k${i}":${i}`).join()}}}]`,
		'bytes that are no text': Buffer.concat([Buffer.from('[{"NowPlayingItem":"'),
			Buffer.alloc(20 * MB, 0xff), Buffer.from('"}]')]),
		'brackets without end': '['.repeat(20 * MB),
	},
	plex: {
		'elements': fill('<MediaContainer>', '<a/>', '</MediaContainer>', 7 * MB),
		'200,000 attributes': `<MediaContainer><Video${many(200000)}/></MediaContainer>`,
		'attributes of a child': video(`<Media${many(100000)}/>`),
		'streams': video(fill('<Media><Part>', '<Stream/>', '</Part></Media>', 7 * MB)),
		'ampersands': video('', ` y="${'&'.repeat(7 * MB)}"`),
		'a document type': '<!DOCTYPE m [<!ATTLIST a ' + Array.from({ length: 200 },
			(_, i) => `b${i} CDATA "x"`).join(' ') + '>]>' +
			fill('<MediaContainer>', '<a/>', '</MediaContainer>', MB),
		'more than is read': video('x'.repeat(9 * MB)),
	},
};
const server = { jellyfin, plex };
for (const [name, bombs] of Object.entries(BOMBS)) {
	for (const [what, body] of Object.entries(bombs)) {
		const path = name === 'plex' ? '/status/sessions' : '/Sessions';
		const before = server[name].count(path), spent = cpu(name);
		server[name].answer(body, 'application/json');
		await until(() => server[name].count(path) >= before + 3, `three polls`, 60000);
		server[name].ok();
		const s = cpu(name) - spent;
		ok(s < (UNDER_ASAN ? 40 : 8), `${name}, ${what}: ${s.toFixed(2)} s for three polls`);
		await until(() => poller.source(name).ok, `${name} to be well again`, 60000);
	}
	const most = field(name, 'VmHWM');
	ok(UNDER_ASAN || most <= Math.min(200 * MB, 10 * usual[name]),
		`${name}: ${most / MB | 0} MB at most, of ${usual[name] / MB | 0} MB usually`);
	is(pid(name), started[name], '  by the same process');
}

// Items that take much: few are kept.
const stream = '<Stream id="1" streamType="3" codec="srt" key="/library/streams/1"/>';
plex.extra = Object.fromEntries(Array.from({ length: ITEMS }, (_, i) => [
	`/library/metadata/m${i}`, (req, res) => res.end(video(`<Media id="1"><Part id="2"` +
		` file="${file}">${stream.repeat(i % 2 ? 20000 : 2000)}</Part></Media>`))]));
plex.sessions = Array.from({ length: ITEMS }, (_, i) => ({ ratingKey: `m${i}`,
	sessionKey: `${1000 + i}`, title: `m${i}`, Media: { id: 1, Part: { id: 2 } },
	Player: { state: 'paused' } }));
await until(() => poller.live().length >= ITEMS && plex.count(`/library/metadata/m${ITEMS - 1}`),
	'all items to be asked for', 90000);
const kept = field('plex', 'VmHWM');
ok(UNDER_ASAN || kept <= 200 * MB, `${ITEMS} large items: ${kept / MB | 0} MB`);
plex.extra = {};

// A new set of sessions at every poll.
let round = 0;
plex.sessions = () => {
	round++;
	return Array.from({ length: 300 }, (_, i) => ({ ratingKey: `${round}x${i}`,
		sessionKey: `${round}y${i}`, title: 'x', Player: { state: 'playing' } }));
};
await until(() => round >= 15, 'fifteen sets', 240000);
const rows = poller.sql('SELECT count(*) AS n FROM sessions')[0].n;
ok(rows <= 2500, `${round * 300} invented sessions: ${rows} rows`);
plex.sessions = [];
await until(() => poller.source('plex').ok && !poller.live().some(({ source }) =>
	source === 'plex'), 'them to end');
ok(poller.log.length < 150000, `the log has ${poller.log.length} bytes`);

// Numbers that are none, or too large, for a position.
for (const odd of ['1e300', '-1e300', 'nan', 'inf', '0x10', '1e18', '1e999', '']) {
	plex.sessions = [];
	const row = plex.play({ key: '7', id: `odd${Buffer.from(odd).toString('hex')}`,
		file, sessionKey: `9${Buffer.from(odd).toString('hex')}` });
	row.viewOffset = odd;
	row.duration = odd;
	const s = await poller.session(`plex-odd${Buffer.from(odd).toString('hex')}`);
	ok(Math.abs(s.anchor_s) < 1e11 && Math.abs(s.duration_s) < 1e11 &&
		[s.anchor_s, s.duration_s, s.reported_s].every(Number.isFinite),
		`a position of "${odd}" is ${s.anchor_s}`);
}
is((await poller.stop()).code, 0, 'stops with exit 0');
await done();
