import { useEffect } from 'react';
import { useLocation } from 'wouter';

const address = (id: string) => `/c/${encodeURIComponent(id)}`;

function isAboveList(): boolean {
  const state: unknown = history.state;
  return Boolean(state && typeof state === 'object' && 'aboveList' in state);
}

/** Opening a capture is a step that the Back button undoes; leafing through
 * them is not. Below a capture that was opened by its address the list is put
 * into the history, so that Back leads there too. */
export function useOpenCapture(openId: string | null) {
  const [, navigate] = useLocation();
  useEffect(() => {
    if (openId === null || isAboveList()) return;
    navigate('/gallery', { replace: true });
    navigate(address(openId), { state: { aboveList: true } });
  }, [openId, navigate]);
  return {
    open: (id: string) => navigate(address(id), { state: { aboveList: true } }),
    move: (id: string) => navigate(address(id), { replace: true, state: { aboveList: true } }),
    close: () => history.back(),
  };
}
