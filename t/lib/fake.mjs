// What the stand-ins for media servers share: an HTTP server on a free port
// of the loopback that can be told to hang or to fail, and that counts.
import { createServer } from 'node:http';
import { cleanup } from './tap.mjs';

export const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6' +
	'fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==', 'base64');

export class Fake {
	requests = [];		// { method, path, query, headers }
	images = {};		// path → { type, body, status }
	extra = {};		// path → (request, response, url) => {}
	#mode = null;
	#held = [];
	#server;

	// respond(request, url) gives { status, type, body, headers }.
	async listen(port = 0) {
		this.#server = createServer((req, res) => this.#take(req, res));
		await new Promise((resolve, reject) => {
			this.#server.once('error', reject);
			this.#server.listen(port, '127.0.0.1', resolve);
		});
		this.port = this.#server.address().port;
		this.url = `http://127.0.0.1:${this.port}`;
		cleanup(() => this.close());
		return this;
	}

	// Requests of one path, of those that a pattern fits, or all.
	count(path) {
		return this.requests.filter((r) => path === undefined ||
			(path instanceof RegExp ? path.test(r.path) : path === r.path))
			.length;
	}

	// Every request waits, from now on, until ok() or close().
	hang() { this.#mode = { hang: true }; }
	// Every request gets this status; the body is HTML, as from a proxy.
	fail(status, headers = {}) { this.#mode = { status, headers }; }
	// Every request gets these bytes.
	answer(body, type = 'text/html') { this.#mode = { raw: { body, type } }; }

	ok() {
		this.#mode = null;
		for (const go of this.#held.splice(0))
			go();
	}

	// Nothing listens any more; listen(this.port) brings it back.
	async close() {
		if (!this.#server)
			return;
		const closed = new Promise((resolve) => this.#server.close(resolve));
		this.#server.closeAllConnections();
		this.#server = null;
		this.#held = [];
		await closed;
	}

	async #take(req, res) {
		const url = new URL(req.url, 'http://fake');
		this.requests.push({ method: req.method, path: url.pathname,
			query: url.search, headers: req.headers });
		if (this.#mode?.hang)
			await new Promise((resolve) => this.#held.push(resolve));
		if (!res.destroyed)
			this.#send(req, res, url);
	}

	#send(req, res, url) {
		if (this.extra[url.pathname])
			return this.extra[url.pathname](req, res, url);
		const html = (status, headers) => ({ status, headers,
			type: 'text/html', body: `<html>${status}</html>` });
		const mode = this.#mode ?? {};
		const a = mode.raw ?? (mode.status && html(mode.status, mode.headers)) ??
			(this.allows(req) ? this.respond(req, url) : html(401)) ??
			html(404);
		const body = Buffer.from(a.body ?? '');
		res.writeHead(a.status ?? 200, { 'Content-Type': a.type,
			'Content-Length': body.length, ...this.dates(), ...a.headers });
		res.end(body);
	}

	dates() { return {}; }

	picture(path) {
		return { type: 'image/png', body: PICTURE, ...this.images[path] };
	}
}

// A list whose members, or itself, may be functions: what they give now.
export const now = (v) => typeof v === 'function' ? v() :
	Array.isArray(v) ? v.map(now) : v;
