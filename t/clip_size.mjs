#!/usr/bin/env node
// What a clip is said to come to, and what it comes to: within a factor of two,
// whatever the film shows and whatever the format.  With "all" as its argument
// every kind of film is made in every format, which takes some minutes.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fakePlex } from './lib/plex.mjs';
import { stack } from './lib/stack.mjs';
import { done, is, like, ok, tmpdir, until } from './lib/tap.mjs';

const S = 'size=320x180:rate=24';
// From a card to grain; their sound is noise.
const KINDS = {
	'a card': `smptehdbars=${S}`,
	'flat colours': `color=c=0x203040:${S}`,
	'shapes that move': `testsrc2=${S}`,
	'a slow zoom': `mandelbrot=${S}:maxiter=500`,
	'film grain': `gradients=${S}:speed=0.02:seed=4,noise=alls=14:allf=t`,
	'a cut each second': `testsrc2=${S},hue=h='90*floor(t)':s=1,` +
		`crop=iw/2:ih/2:'iw/2*mod(floor(t),2)':0,scale=320:180`,
};
const all = process.argv[2] === 'all';
const FEW = ['a card', 'film grain'];
const kinds = Object.keys(KINDS).filter((name) => all || FEW.includes(name));
const SECONDS = 12;
const dir = tmpdir();
const plex = await fakePlex({ token: 'plex-secret' });
const where = (name) => join(dir, `${name}.mkv`);

for (const [key, name] of kinds.entries()) {
	execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-f', 'lavfi', '-i',
		KINDS[name], '-f', 'lavfi', '-i', 'anoisesrc=a=0.05', '-t', `${SECONDS}`,
		'-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p',
		'-g', '48', '-c:a', 'aac', where(name)]);
	plex.play({ key: `${key + 1}`, title: name, file: where(name),
		duration: SECONDS * 1000, state: 'paused' });
}
const ask = ({ s, session }, wish) => s.get(`/api/sessions/${session.session_id}/` +
	`clip_size?${new URLSearchParams(wish)}`);

// A stack for each film: none has to live for as long as all of them take.
async function playing(name) {
	const s = await stack({ env: { PLEX_URL: plex.url,
		PLEX_TOKEN: 'plex-secret' } });
	const session = await until(async () => (await s.get('/api/sessions')).json
		?.find(({ title }) => title.startsWith(name)), name);
	return { s, session };
}

async function made({ s, session }, wish) {
	const answer = await s.post('/api/capture/clip',
		{ session_id: session.session_id, ...wish });
	return until(async () => {
		const c = (await s.get(`/api/captures/${answer.json.id}`)).json;
		return c.status === 'pending' ? null : c;
	}, 'the clip', 300000);
}

// The others show what there is to go wrong.
const RARE = ['MP4 of 90 lines', 'WebP', 'MP3'];
const WISHES = {
	'precise MP4': { format: 'mp4', precise: true },
	'instant MP4': { format: 'mp4' },
	'MP4 of 90 lines': { format: 'mp4', precise: true, height: 90 },
	'WebM': { format: 'webm' },
	'GIF': { format: 'gif' },
	'WebP': { format: 'webp' },
	'MP3': { format: 'mp3' },
};
for (const name of kinds) {
	const film = await playing(name);
	const off = [];
	for (const [what, wish] of Object.entries(WISHES)) {
		if (!all && RARE.includes(what))
			continue;
		const range = { start_seconds: 3, end_seconds: 9 };
		const { precise, ...rest } = wish;
		const answer = await ask(film, { ...range, ...rest,
			precise: precise ? 1 : 0 });
		const clip = await made(film, { ...range, ...wish });
		is(clip.status, 'complete', `${name}: ${what} is made`);
		off.push([what, answer.json?.bytes / clip.file_size_bytes]);
	}
	ok(off.every(([, by]) => by >= 0.5 && by <= 2), `${name}: within two`,
		off.map(([what, by]) => `${what} ${by.toFixed(2)}`).join(', '));
	is((await film.s.get('/api/captures')).json.length, off.length,
		'no sample is in the gallery');
	await film.s.stop();
}

const film = await playing('a card');
const { s } = film;
const short = { start_seconds: 3, end_seconds: 4, format: 'gif' };
is((await ask(film, short)).json.bytes, (await made(film, short)).file_size_bytes,
	'a clip as short as a sample is made to know');
for (const [wish, words] of [[{}, /start_seconds/], [{ start_seconds: 3 }, /end_/],
	[{ start_seconds: 3, end_seconds: 3 }, /after start/],
	[{ start_seconds: 3, end_seconds: 9e6 }, /at most/],
	[{ ...short, format: 'mov' }, /format/], [{ ...short, height: 3 }, /height/],
	[{ ...short, start_seconds: 90, end_seconds: 95 }, /end|after/]]) {
	const { status, json } = await ask(film, wish);
	is(status, 422, `refused: ${JSON.stringify(wish)}`);
	like(json.detail, words, '  and says why');
}
is((await s.get('/api/sessions/nobody/clip_size?start_seconds=1&end_seconds=2'))
	.status, 404, 'of nothing that plays');
is(readdirSync(join(s.captures, '.work')), [], 'no sample is left behind');
await done();
