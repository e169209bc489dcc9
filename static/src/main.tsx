import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import './styles.css';
import { App } from './App';
import { routerBase } from './api/base';
import { firstSessions, queryClient } from './api/queries';
import { deleteOnLeaving } from './messages/deletes';
import { registerShell } from './shell/registerShell';

declare global {
  interface Window {
    /** Set by support.js, which then says so on the page. */
    browserIsTooOld?: boolean;
  }
}

function start(root: HTMLElement): void {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <Router base={routerBase()}>
          <App />
        </Router>
      </QueryClientProvider>
    </StrictMode>,
  );
  deleteOnLeaving();
  registerShell();
}

if (!window.browserIsTooOld) void firstSessions().then(() => start(document.getElementById('root')!));
