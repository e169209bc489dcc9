// A stand-in for Jellyfin, as strict as version 12: the key counts only in
// "Authorization: MediaBrowser Token=…", and sessions never carry MediaSources.
//
//	const jellyfin = await fakeJellyfin({ key: 'secret' });
//	jellyfin.sessions = [{ Id: 's', PlayState: { … }, NowPlayingItem: { … } }];
//	jellyfin.items = { aaaa: { Path: '…', MediaSources: [ … ] } };
//	jellyfin.play({ id: 'aaaa', file: '/films/heat.mkv' });	// both at once
import { Fake, now } from './fake.mjs';

const TICKS = 10000;	// a millisecond

class Jellyfin extends Fake {
	sessions = [];
	items = {};
	clockOffset = 0;	// ms that its clock is ahead of ours

	constructor(key) {
		super();
		this.key = key;
	}

	time() { return new Date(Date.now() + this.clockOffset); }
	dates() { return { Date: this.time().toUTCString() }; }

	allows(req) {
		const m = /^MediaBrowser (.*)$/.exec(req.headers.authorization ?? '');
		const token = m && /(?:^|[ ,])Token="([^"]*)"/.exec(m[1]);
		return !!token && decodeURIComponent(token[1]) === this.key;
	}

	respond(req, url) {
		const picture = /^\/Items\/[^/]+\/Images\/\w+$/.test(url.pathname);
		if (url.pathname === '/Sessions')
			return this.json(now(now(this.sessions)));
		if (url.pathname === '/Items')
			return this.json(this.query(url.searchParams));
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

	// One film or episode that plays.  Its position counts on by itself, as
	// the server's does, from `offset` ms; its client has just checked in.
	// Returns the session, whose members may be changed; `pause()` and
	// `seek(ms)` are told by the client.
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
		const entry = () => ({ ...row, LastPlaybackCheckIn:
			(checkIn ?? this.time()).toISOString(),
			PlayState: { PositionTicks: Math.round(at() * TICKS),
				IsPaused: paused, MediaSourceId: id, ...row.PlayState } });
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
