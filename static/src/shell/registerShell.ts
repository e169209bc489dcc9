import { apiUrl } from '../api/base';

/** The offline shell. Browsers offer it over HTTPS and on localhost only. */
export function registerShell(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const register = () => void navigator.serviceWorker.register(apiUrl('sw.js')).catch(() => undefined);
  if (document.readyState === 'complete') register();
  else addEventListener('load', register, { once: true });
}
