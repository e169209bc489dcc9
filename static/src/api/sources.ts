import { useHealth } from './queries';
import type { Health } from './types';

export interface SourceLook {
  label: string;
  /** Its colour; null until the server has told. */
  accent: string | null;
}

/** How a media server is called and coloured, as the server says. */
export function sourceLook(health: Health | undefined, name: string): SourceLook {
  const known = health?.sources[name];
  return {
    label: known?.label ?? name.charAt(0).toUpperCase() + name.slice(1),
    accent: known?.accent ?? null,
  };
}

export function useSourceLook(name: string): SourceLook {
  const { data } = useHealth();
  return sourceLook(data, name);
}
