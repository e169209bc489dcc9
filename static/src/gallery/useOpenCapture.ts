import { useRef } from 'react';
import { useLocation } from 'wouter';

/** Opening a capture is a step that the back button undoes; leafing through
 * them is not. A deep link has nothing to go back to and closes to the list. */
export function useOpenCapture() {
  const [, navigate] = useLocation();
  const pushed = useRef(false);
  const address = (id: string) => `/c/${encodeURIComponent(id)}`;
  return {
    open: (id: string) => {
      pushed.current = true;
      navigate(address(id));
    },
    move: (id: string) => navigate(address(id), { replace: true }),
    close: () => {
      if (pushed.current) history.back();
      else navigate('/gallery', { replace: true });
      pushed.current = false;
    },
  };
}
