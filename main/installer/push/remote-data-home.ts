/** Where on another PC the agent of a user goes, as its own installer decides it: node-agent/service/place.ts. */

/** Lines of POSIX sh; afterwards $XDG_DATA_HOME is where programs of that user keep their data. */
export const findDataHome = `case "$XDG_DATA_HOME" in /*) ;; *) XDG_DATA_HOME="$HOME/.local/share" ;; esac
`;
