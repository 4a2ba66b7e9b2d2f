import { z } from 'zod';

// Imported before any schema is made: zod would look whether code may be made from strings, and the page's CSP reports that.
z.config({ jitless: true });
