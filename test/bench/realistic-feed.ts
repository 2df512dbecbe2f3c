/** Documents as blog engines write them: HTML bodies in CDATA or escaped, several namespaces, people, categories, pictures. The same for the same count. */
export function rssDocument(items: number): string {
  const head = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
	xmlns:slash="http://purl.org/rss/1.0/modules/slash/"
	xmlns:media="http://search.yahoo.com/mrss/"
	>

<channel>
	<title>The towpath &#8211; notes from the water</title>
	<atom:link href="https://towpath.example/feed/" rel="self" type="application/rss+xml" />
	<link>https://towpath.example</link>
	<description>Boats, locks &amp; weather</description>
	<lastBuildDate>Fri, 06 Mar 2026 09:12:44 +0000</lastBuildDate>
	<language>en-GB</language>
	<sy:updatePeriod>hourly</sy:updatePeriod>
	<sy:updateFrequency>1</sy:updateFrequency>
	<generator>https://wordpress.example/?v=6.7</generator>
`;
  return `${head}${Array.from({ length: items }, (_, at) => rssItem(at)).join('')}</channel>\n</rss>\n`;
}

export function atomDocument(entries: number): string {
  const head = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xmlns:media="http://search.yahoo.com/mrss/" xml:lang="en-GB">
  <id>tag:towpath.example,2019:feed</id><title type="html">The towpath &amp;#8211; notes from the water</title>
  <link rel="alternate" type="text/html" href="https://towpath.example/"/><link rel="self" type="application/atom+xml" href="https://towpath.example/atom.xml"/>
  <updated>2026-03-06T09:12:44Z</updated><author><name>Mara Lindqvist</name></author><icon>https://towpath.example/icon.png</icon>
`;
  return `${head}${Array.from({ length: entries }, (_, at) => atomEntry(at)).join('')}</feed>\n`;
}

function rssItem(at: number): string {
  return `	<item>
		<title>${titleOf(at)}</title>
		<link>${linkOf(at)}</link>
					<comments>${linkOf(at)}#comments</comments>

		<dc:creator><![CDATA[${authors[at % authors.length]}]]></dc:creator>
		<pubDate>${new Date(dateOf(at)).toUTCString().replace('GMT', '+0000')}</pubDate>
				<category><![CDATA[Boats]]></category>
		<category><![CDATA[${words[at % words.length]} &amp; ${words[(at * 7) % words.length]}]]></category>
		<guid isPermaLink="false">https://towpath.example/?p=${1000 + at}</guid>

					<description><![CDATA[<p>${sentence(at, 28)} [&#8230;]</p>
]]></description>
										<content:encoded><![CDATA[${body(at)}]]></content:encoded>

					<wfw:commentRss>${linkOf(at)}feed/</wfw:commentRss>
			<slash:comments>${at % 17}</slash:comments>
		<media:content url="https://towpath.example/pictures/${at}.jpg" type="image/jpeg" medium="image" width="1200" height="800">
			<media:title type="plain">${words[at % words.length]}</media:title><media:thumbnail url="https://towpath.example/pictures/${at}-300.jpg" width="300" />
		</media:content>
	</item>
`;
}

function atomEntry(at: number): string {
  const date = new Date(dateOf(at)).toISOString();
  const html = body(at);
  const content = at % 2 === 0 ? `<![CDATA[${html}]]>` : html.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return `  <entry>
    <id>tag:towpath.example,2026:${1000 + at}</id>
    <title type="html"><![CDATA[${titleOf(at)}]]></title>
    <link rel="alternate" type="text/html" href="${linkOf(at)}" title="${words[at % words.length]}"/>
    <link rel="replies" type="text/html" href="${linkOf(at)}#comments" thr:count="${at % 17}"/>
    <published>${date}</published><updated>${date.replace('Z', '+00:00')}</updated>
    <author><name>${authors[at % authors.length]}</name><uri>https://towpath.example/people/${at % authors.length}</uri></author>
    <category scheme="https://towpath.example" term="Boats"/><category scheme="https://towpath.example" term="${words[at % words.length]}"/>
    <summary type="html">&lt;p&gt;${sentence(at, 28)}&lt;/p&gt;</summary>
    <content type="html" xml:base="${linkOf(at)}">${content}</content>
    <media:thumbnail url="https://towpath.example/pictures/${at}-300.jpg" width="300" height="200"/>
    <thr:total>${at % 17}</thr:total>
  </entry>
`;
}

const words =
  'towpath lock gate winding hole lengthsman narrow boat mooring heron reed water bridge weir chimney smoke kettle rope cargo coal tunnel pound basin quay tiller stern canal summit frost'.split(
    ' ',
  );
const authors = ['Mara Lindqvist', 'Jo and Sam', 'Tomé Araújo', 'K. Ōta'];
const linkOf = (at: number) =>
  `https://towpath.example/2026/03/${titleOf(at)
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')}-${at}/`;
const dateOf = (at: number) => Date.UTC(2026, 2, 6, 9) - at * 7_400_000;

function titleOf(at: number): string {
  return `${words[at % words.length]} and ${words[(at * 5 + 3) % words.length]} &#8211; the ${words[(at * 11 + 1) % words.length]}&#8217;s year`;
}

function sentence(at: number, length: number): string {
  return `${Array.from({ length }, (_, word) => words[(at * 31 + word * word + 7 * word) % words.length]).join(' ')} isn&#8217;t all.`;
}

function body(at: number): string {
  const paragraphs = Array.from({ length: 5 + (at % 9) }, (_, part) => {
    const seed = at * 13 + part;
    const link = `<a href="https://towpath.example/tag/${words[seed % words.length]}/" rel="noopener">${words[seed % words.length]}</a>`;
    const picture =
      part % 4 === 1
        ? `<figure class="wp-block-image size-large"><img fetchpriority="high" decoding="async" width="1024" height="683" src="https://towpath.example/pictures/${seed}-1024x683.jpg" alt="${words[seed % words.length]}" srcset="https://towpath.example/pictures/${seed}-1024x683.jpg 1024w, https://towpath.example/pictures/${seed}-300x200.jpg 300w" sizes="(max-width: 1024px) 100vw, 1024px" /><figcaption>${sentence(seed, 6)}</figcaption></figure>`
        : '';
    return `<p>${sentence(seed, 40)} <em>${words[(seed * 3) % words.length]}</em>, ${link} &amp; ${sentence(seed + 1, 25)}</p>\n\n${picture}`;
  });
  return `\n${paragraphs.join('\n')}<ul class="wp-block-list"><li>${sentence(at, 5)}</li><li>${sentence(at + 1, 5)}</li></ul>\n`;
}
