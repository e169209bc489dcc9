/* t/films, once it holds the lock. */
import { makeAll } from './films.mjs';

const [out, ...names] = process.argv.slice(2);

try {
	await makeAll(out, names, (name) => console.log(JSON.stringify(name)));
} catch (error) {
	console.error(`films: ${error.message}`);
	process.exit(1);
}
