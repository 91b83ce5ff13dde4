/** All checks of the component; each stands in `checks/`, by what it is about. */
export const checks = [];
