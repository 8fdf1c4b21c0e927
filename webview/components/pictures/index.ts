/** Defines the explorer's pictures. */
import './windows.js';
import './overlap.js';
import './matrix.js';
