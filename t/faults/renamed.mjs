#!/usr/bin/env node
// A film that is renamed while a clip of it waits, or before a capture that
// failed is made again: the item that it belongs to knows its new name.
import { copyFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { where } from '../lib/films.mjs';
import { FILM, Gates, scene } from '../lib/scene.mjs';
import { done, is, like, tmpdir, until } from '../lib/tap.mjs';

const dir = tmpdir();
const gates = new Gates(dir);
const at = (name) => join(dir, name);
const { s, plex, shot, clip } = await scene({ dir, env: { CLIP_JOBS: '1',
	FFMPEG_PATH: gates.path } });
const ID = 'plex-s43';
copyFileSync(where(FILM), at('old.mkv'));
writeFileSync(at('old.en.srt'), '1\n00:00:00,000 --> 00:00:09,000\nHello\n');
plex.play({ key: '43', file: at('old.mkv'), state: 'paused', offset: 3000,
	duration: 6000, streams: [{ id: 5, streamType: 3, codec: 'srt', selected: 1,
		languageCode: 'eng', key: '/library/streams/5' }] });

const seen = (path) => until(async () => (await s.sessions()).some((one) =>
	one.session_id === ID && one.media_path === path && one.media_available),
`the session to play ${path}`);
async function rename(from, to) {
	renameSync(at(from), at(to));
	plex.items['43'].Media.Part.file = at(to);
	await seen(at(to));
}

// The only place is taken until the film has its other name.
async function queued(body, meanwhile) {
	gates.shut('before');
	await clip({ precise: true });
	await gates.at('before');
	const a = await clip({ session_id: ID, ...body });
	is(a.status, 200, 'a clip is asked for');
	await meanwhile();
	gates.open('before');
	return s.settled(a.json.id);
}

await seen(at('old.mkv'));
const first = (await shot({ session_id: ID })).json;
let end = await queued({ precise: true, subtitles: 'session' }, async () => {
	renameSync(at('old.en.srt'), at('new.en.srt'));
	await rename('old.mkv', 'new.mkv');
});
is([end.status, end.error_message], ['complete', null],
	'  renamed while it waits, it is made');

// What failed under the old name.
for (const id of [first.id, end.id]) {
	s.sql(`UPDATE captures SET status = 'failed' WHERE id = '${id}'`);
	is((await s.post(`/api/captures/${id}/retry`)).status, 200, 'Retry');
	is((await s.settled(id)).status, 'complete', '  finds the film too');
}

// Another file of the item, whose tracks are others.
end = await queued({}, async () => {
	copyFileSync(at('new.mkv'), at('other.mkv'));
	truncateSync(at('other.mkv'), 170000);
	renameSync(at('new.mkv'), at('kept.mkv'));
	plex.items['43'].Media.Part.file = at('other.mkv');
	await seen(at('other.mkv'));
});
is(end.status, 'failed', '  another film in its place is not taken for it');
like(end.error_message ?? '', /new\.mkv cannot be read/, '  it says which');

// Nobody knows its name yet.
s.sql("UPDATE captures SET status = 'failed' WHERE session_id = 'plex-s43'");
plex.sessions = plex.sessions.filter((one) => one.ratingKey !== '43');
await until(async () => (await s.sessions()).length === 1, 'it to end');
is((await s.post(`/api/captures/${first.id}/retry`)).status, 422,
	'gone without a word: no');
renameSync(at('kept.mkv'), at('old.mkv'));
is((await s.post(`/api/captures/${first.id}/retry`)).status, 200,
	'  and back, it is made');
await done();
