"""What a device needs to keep the site: a service worker, its list of files, a manifest."""
