// A stand-in for Jellyfin, as strict as version 12: the key counts only in
// "Authorization: MediaBrowser Token=…", and sessions never carry MediaSources.
//
//	const jellyfin = await fakeJellyfin({ key: 'secret' });
//	jellyfin.sessions = [{ Id: 's', PlayState: { … }, NowPlayingItem: { … } }];
//	jellyfin.items = { aaaa: { Path: '…', MediaSources: [ … ] } };
//	jellyfin.play({ id: 'aaaa', file: '/films/heat.mkv' });	// both at once
//	jellyfin.watch(player, { id: 'aaaa', file: '/films/heat.mkv' });
import { Fake, now } from './fake.mjs';

const TICKS = 10000;	// a millisecond
const TICK_MS = 1000;	// the server adds a second
const LATE_MS = 15;	// its timer is so late each time

// As .NET writes times.
const stamp = (date) => date.toISOString().replace('Z', '0000Z');

class Jellyfin extends Fake {
	sessions = [];
	items = {};
	subtitles = {};		// "ITEM SOURCE INDEX srt" → the text it gives
	clockOffset = 0;	// ms that its clock is ahead of ours
	dateOffset = 0;		// ... and what writes Date, of that
	tellsTime = true;

	constructor(key) {
		super();
		this.key = key;
	}

	time() { return new Date(Date.now() + this.clockOffset); }
	dates() {
		return { Date: new Date(+this.time() + this.dateOffset).toUTCString() };
	}

	allows(req) {
		const m = /^MediaBrowser (.*)$/.exec(req.headers.authorization ?? '');
		const token = m && /(?:^|[ ,])Token="([^"]*)"/.exec(m[1]);
		return !!token && decodeURIComponent(token[1]) === this.key;
	}

	respond(req, url) {
		const picture = /^\/Items\/[^/]+\/Images\/\w+$/.test(url.pathname);
		if (url.pathname === '/Sessions')
			return this.json(now(now(this.sessions)));
		if (url.pathname === '/GetUtcTime' && this.tellsTime)
			return this.json({ RequestReceptionTime: stamp(this.time()),
				ResponseTransmissionTime: stamp(this.time()) });
		if (url.pathname === '/Items')
			return this.json(this.query(url.searchParams));
		const text = /^\/Videos\/(\w+)\/(\w+)\/Subtitles\/(\d+)\/0\/Stream\.(\w+)$/
			.exec(url.pathname)?.slice(1).join(' ');
		if (text)
			return this.subtitles[text] && { type: 'text/plain',
				body: this.subtitles[text] };
		if (picture)
			return this.picture(url.pathname);
	}

	json(value) {
		return { type: 'application/json; charset=utf-8',
			body: JSON.stringify(value) };
	}

	query(params) {
		const fields = (params.get('fields') ?? '').split(',');
		const ids = (params.get('ids') ?? '').split(',');
		const items = ids.filter((id) => this.items[id]).map((id) => {
			const item = { Id: id, ...this.items[id] };
			for (const field of ['Path', 'MediaSources'])
				if (!fields.includes(field))
					delete item[field];
			return item;
		});
		return { Items: items, TotalRecordCount: items.length, StartIndex: 0 };
	}

	// What a player plays, as the server knows it: the last report, and a
	// second more for each tick of the server's own timer since.
	watch(player, { counts = true, ...film }) {
		const row = this.play({ duration: 6000000, ...film });
		const state = {};
		let timer;
		const tick = () => {
			state.PositionTicks += 1000 * TICKS;
			state.activity = this.time();
			timer = setTimeout(tick, TICK_MS + Math.random() * LATE_MS).unref();
		};
		this.sessions[this.sessions.length - 1] = () => ({ ...row,
			LastPlaybackCheckIn: stamp(state.checkIn),
			LastActivityDate: stamp(state.activity),
			LastPausedDate: state.IsPaused ? stamp(state.checkIn) : null,
			PlayState: { PositionTicks: state.PositionTicks,
				IsPaused: state.IsPaused, MediaSourceId: row.NowPlayingItem.Id } });
		player.heard.push(({ position, paused }) => {
			clearTimeout(timer);
			state.checkIn = state.activity = this.time();
			state.PositionTicks = Math.round(position * 1000 * TICKS);
			state.IsPaused = paused;
			if (counts && !paused)
				timer = setTimeout(tick, TICK_MS + Math.random() * LATE_MS).unref();
		});
		state.checkIn = state.activity = this.time();
		state.PositionTicks = Math.round(player.position * 1000 * TICKS);
		player.start();
		return Object.assign(row, { touch: () => { state.activity = this.time(); } });
	}

	// One film or episode that plays from `offset` ms on; its client checks in
	// all the time.  Returns the session, whose members may be changed;
	// `pause()` and `seek(ms)` are told by the client.  After `silent(ms)` the
	// last that was heard of it is so old, and the server counts on.
	play({ id = 'aaaa', session = `s${id}`, title = 'A film', file,
		duration = 60000, offset = 0, user = 'ben', player = 'Firefox',
		show, season = 1, episode = 1, year = 2020, streams = [] }) {
		let from = offset;
		let since = Date.now();
		let paused = false;
		let checkIn = null;	// null: it checks in all the time
		const words = show ? { Type: 'Episode', SeriesName: show, Name: title,
			ParentIndexNumber: season, IndexNumber: episode } :
			{ Type: 'Movie', Name: title, ProductionYear: year };
		const item = { Id: id, ...words, MediaType: 'Video',
			VideoType: 'VideoFile', Path: file, ImageTags: { Primary: 'tag' },
			RunTimeTicks: duration * TICKS, MediaStreams: streams };
		const at = () => paused ? from :
			Math.min(duration, from + Date.now() - since);
		const row = { Id: session, UserName: user, Client: 'Jellyfin Web',
			DeviceName: player, NowPlayingItem: item, IsActive: true,
			NowPlayingQueueFullItems: [{ ...item, Path: '/elsewhere.mkv',
				MediaSources: [{ Id: id, Path: '/elsewhere.mkv' }] }] };
		const entry = () => {
			const time = this.time();
			const heard = checkIn ?? time;
			const ticks = paused ? 0 : Math.floor((time - heard) / TICK_MS);
			const counted = paused ? at() :
				at() - (time - heard) + ticks * TICK_MS;
			return { ...row, LastPlaybackCheckIn: stamp(heard),
				LastActivityDate: stamp(new Date(+heard + ticks * TICK_MS)),
				PlayState: { PositionTicks: Math.round(counted * TICKS),
					IsPaused: paused, MediaSourceId: id, ...row.PlayState } };
		};
		const report = (position, state) => {
			from = position;
			since = Date.now();
			paused = state;
			checkIn = null;
		};
		this.items[id] = { ...words, Path: file,
			MediaSources: [{ Id: id, Path: file, Protocol: 'File' }] };
		this.sessions.push(entry);
		return Object.assign(row, { entry,
			pause: (on = true) => report(at(), on),
			seek: (ms) => report(ms, paused),
			silent: (ms = 0) => { checkIn = new Date(this.time() - ms); } });
	}
}

export const fakeJellyfin = ({ key = 'jellyfin-secret', port } = {}) =>
	new Jellyfin(key).listen(port);
