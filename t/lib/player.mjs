// A player whose position is known at every moment.  It reports as real ones
// do: by a timer, at once when someone touches it, and a little late: what it
// says is where it was up to `late` ms before.
//
//	const player = new Player({ at: 100, every: 10000 });
//	jellyfin.watch(player, { id: 'aaaa', file });
//	player.seek(20); player.pause(); player.resume(); player.rate = 1.5;
//	player.position		// seconds, now
import { cleanup } from './tap.mjs';

const WAY_MS = 15;	// to the server

export class Player {
	paused = false;
	heard = [];		// who is told
	reports = 0;		// since someone touched it
	#from;
	#since = Date.now();
	#rate = 1;
	#timer;

	constructor({ at = 0, every = 10000, late = 250 } = {}) {
		this.#from = at;
		this.every = every;
		this.late = late;
		cleanup(() => clearTimeout(this.#timer));
	}

	at(time) {
		return this.paused ? this.#from :
			this.#from + Math.max(0, time - this.#since) / 1000 * this.#rate;
	}

	get position() { return this.at(Date.now()); }
	get rate() { return this.#rate; }

	// Nobody is told of that before the next report.
	set rate(rate) {
		this.#anchor(this.position);
		this.#rate = rate;
		this.touched = Date.now();
		this.reports = 0;
	}

	start() {
		this.#tell(this.position);
		return this;
	}

	seek(to) { this.#touch(() => this.#anchor(to)); }
	pause() { this.#touch(() => { this.#anchor(this.position); this.paused = true; }); }
	resume() { this.#touch(() => { this.#anchor(this.#from); this.paused = false; }); }

	// It stands for so long, and says nothing.
	stall(ms) { this.#anchor(this.position, Date.now() + ms); }

	#anchor(at, since = Date.now()) {
		this.#from = at;
		this.#since = since;
	}

	#touch(how) {
		how();
		this.touched = Date.now();
		this.reports = 0;
		this.#tell(this.#from);
	}

	#tell(position) {
		const report = { position, paused: this.paused, rate: this.#rate };
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => {
			const late = Math.random() * this.late;
			this.#tell(Math.max(this.#from, this.at(Date.now() - late)));
		}, this.every).unref();
		setTimeout(() => {
			this.reports++;
			this.told = Date.now();
			for (const hear of this.heard)
				hear(report);
		}, WAY_MS).unref();
	}
}
