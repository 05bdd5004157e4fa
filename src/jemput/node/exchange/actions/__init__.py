"""The only writers of the exchange: peers, custody, uploads, our own packets, the feed."""
