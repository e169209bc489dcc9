/*
 * Debian's headless Firefox, driven by WebDriver BiDi: its pages have the same
 * methods as those of chromium.mjs, and what is exported there plays a clip
 * in them too.
 */
import { driver } from './chromium.mjs';
import { cleanup } from './tap.mjs';

const BROWSER = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
/* By its name, what drives it takes BiDi rather than a protocol of its own. */
const CHANNEL = 'moz-firefox';
/* Films start by themselves, and it asks nothing of the network. */
const PREFERENCES = {
	'media.autoplay.default': 0,
	'media.autoplay.blocking_policy': 0,
	'network.captive-portal-service.enabled': false,
	'network.connectivity-service.enabled': false,
	'network.dns.disablePrefetch': true,
	'app.update.enabled': false,
	'browser.safebrowsing.update.enabled': false,
	'extensions.update.enabled': false,
	'media.gmp-manager.updateEnabled': false,
};
const START_MS = 120000;

/* A browser that ends with the test; null where nothing can drive one. */
export async function
firefox(options = {})
{
	const engine = driver('firefox');

	if (!engine)
		return null;
	const browser = await engine.launch({ executablePath: BROWSER,
	    channel: CHANNEL, firefoxUserPrefs: PREFERENCES,
	    timeout: START_MS, ...options });

	cleanup(() => browser.close());
	return browser;
}
