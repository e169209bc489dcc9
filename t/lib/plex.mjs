// A stand-in for Plex Media Server.
//
//	const plex = await fakePlex({ token: 'secret' });
//	plex.sessions = ['<Video …/>', { ratingKey: '42', Player: { … } }];
//	plex.items = { 42: { title: 'Heat', Media: [{ id: 1, Part: [ … ] }] } };
//	plex.play({ key: '42', file: '/films/heat.mkv' });	// both at once
//	plex.watch(player, { key: '42', file: '/films/heat.mkv' });
//
// Members of an object that are objects become children, lists become several
// of them, everything else an attribute.  A session may be a function that
// gives one, so that it moves.
import { Fake, now } from './fake.mjs';

const ESCAPES = { '&': '&amp;', '<': '&lt;', '"': '&quot;', '\n': '&#10;' };
const escape = (v) => String(v).replace(/[&<"\n]/g, (c) => ESCAPES[c]);

export function xml(name, node) {
	if (typeof node === 'string')
		return node;
	let attributes = '';
	let children = '';
	for (const [key, value] of Object.entries(node)) {
		if (key === 'element' || value === undefined || value === null)
			continue;
		if (typeof value === 'object')
			children += [value].flat().map((v) => xml(key, v)).join('');
		else
			attributes += ` ${key}="${escape(value)}"`;
	}
	const tag = node.element ?? name;
	return `<${tag}${attributes}${children ? `>${children}</${tag}>` : '/>'}`;
}

const container = (nodes) => '<?xml version="1.0" encoding="UTF-8"?>\n' +
	`<MediaContainer size="${nodes.length}">` +
	nodes.map((n) => xml('Video', n)).join('\n') + '</MediaContainer>';

class Plex extends Fake {
	sessions = [];
	items = {};
	subtitles = {};		// stream id → the text of its file
	#listeners = new Set();

	constructor(token) {
		super();
		this.token = token;
	}

	// From now on there is a stream of events; event() tells it something.
	stream() {
		this.extra['/:/eventsource/notifications'] = (req, res) => {
			if (!this.allows(req))
				return res.writeHead(401).end();
			res.writeHead(200, { 'Content-Type': 'text/event-stream' });
			res.write('event: ping\ndata: {}\n\n');
			this.#listeners.add(res);
			res.on('close', () => this.#listeners.delete(res));
		};
	}

	get listeners() { return this.#listeners.size; }

	event(data = {}, name = 'playing') {
		for (const res of this.#listeners)
			res.write(`event: ${name}\ndata: ${JSON.stringify({
				PlaySessionStateNotification: data })}\n\n`);
	}

	allows(req) {
		return req.headers['x-plex-token'] === this.token;
	}

	respond(req, url) {
		const item = /^\/library\/metadata\/([^/]+)$/.exec(url.pathname);
		if (url.pathname === '/status/sessions')
			return this.xml(now(now(this.sessions)));
		if (url.pathname === '/identity')
			return this.xml([]);
		if (item)
			return this.items[decodeURIComponent(item[1])] &&
				this.xml([this.items[decodeURIComponent(item[1])]]);
		const stream = /^\/library\/streams\/(\d+)$/.exec(url.pathname);
		if (stream)
			return this.subtitles[stream[1]] &&
				{ type: 'text/plain', body: this.subtitles[stream[1]] };
		if (/^\/(photo|library)\//.test(url.pathname))
			return this.picture(url.pathname);
	}

	xml(nodes) {
		return { type: 'text/xml;charset=utf-8', body: container(nodes) };
	}

	// What a player plays, as it last said; events: the stream tells it too.
	watch(player, { events = true, ...film }) {
		const session = this.play({ duration: 6000000, ...film });
		const hear = ({ position, paused }) => {
			session.viewOffset = Math.floor(position * 1000);
			session.Player.state = paused ? 'paused' : 'playing';
			if (events)
				this.event({ sessionKey: session.sessionKey,
					ratingKey: session.ratingKey, key: session.key,
					viewOffset: session.viewOffset, state: session.Player.state });
		};
		session.viewOffset = Math.floor(player.position * 1000);
		player.heard.push(hear);
		player.start();
		return session;
	}

	// One film (or, with `show`, one episode) that plays, and its item.  The
	// session tells no file, as when the server transcodes.  Returns the
	// session: change it, and the next answer shows it.
	play({ key = '42', id = `s${key}`, sessionKey = key, title = 'A film', file,
		duration = 60000, offset = 0, state = 'playing', user = 'ann',
		player = 'TV', show, season = 1, episode = 1, year = 2020,
		thumb = `/library/metadata/${key}/thumb/1`, streams = [] }) {
		const words = show ? { type: 'episode', grandparentTitle: show,
			parentIndex: season, index: episode, title } :
			{ type: 'movie', title, year };
		const media = { id: `${key}1`, duration };
		const part = { id: `${key}2`, duration };
		const session = { ...words, ratingKey: key,
			key: `/library/metadata/${key}`, sessionKey, duration, thumb,
			viewOffset: offset, librarySectionID: 1,
			Media: { ...media, selected: 1, protocol: 'dash',
				Part: { ...part, selected: 1, decision: 'transcode',
					Stream: streams.filter((s) => s.selected) } },
			User: { id: 1, title: user },
			Player: { title: player, state, product: 'Plex Web' },
			Session: { id, location: 'lan' },
			TranscodeSession: { key: `/transcode/sessions/${id}` } };
		this.items[key] = { ...words, ratingKey: key, duration, thumb,
			Media: { ...media, Part: { ...part, file, Stream: streams } } };
		this.sessions.push(session);
		return session;
	}
}

export const fakePlex = ({ token = 'plex-secret', port } = {}) =>
	new Plex(token).listen(port);
