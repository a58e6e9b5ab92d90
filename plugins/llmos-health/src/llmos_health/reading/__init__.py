"""Reading what a phone exports: archives, XML and the files beside it, within hard limits."""
