using System.Net;

namespace IlgpuCnn.Cli.Reports.Writers;

/// <summary>
/// The frame of every page that the program writes: one file that needs no other and no script, readable in light and
/// in dark. A cell of class <c>number</c> is set right; a <c>div</c> of class <c>wide</c> scrolls by itself, one of
/// class <c>rows</c> names the rows of a picture at its left; a paragraph of class <c>warning</c> is loud; a chart has
/// a white ground in dark, too.
/// </summary>
internal static class HtmlPage
{
    private const string Style =
        """
        :root { color-scheme: light dark; --ground: #ffffff; --text: #1c2024; --quiet: #60676e; --line: #d9dde1;
          --shade: #f3f5f7; --warning: #b3261e; --warning-ground: #fdecea; }
        @media (prefers-color-scheme: dark) {
          :root { --ground: #16191c; --text: #e4e7ea; --quiet: #9aa2aa; --line: #363c42; --shade: #20252a;
            --warning: #ffb4ab; --warning-ground: #3d1f1c; } }
        body { margin: 2rem auto; max-width: 80rem; padding: 0 1.25rem; background: var(--ground); color: var(--text);
          font: 15px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
        p { max-width: 52rem; } .quiet, figcaption { color: var(--quiet); }
        code { font-size: .92em; overflow-wrap: anywhere; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: .75rem 0; }
        th, td { padding: .25rem .7rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
        th { font-weight: 600; } thead th { background: var(--shade); vertical-align: bottom; }
        .number { text-align: right; white-space: nowrap; }
        .wide { overflow-x: auto; } .warning { color: var(--warning); background: var(--warning-ground);
          border-left: 4px solid var(--warning); padding: .5rem .8rem; }
        figure { margin: 1rem 0; overflow-x: auto; } figure > svg { max-width: 100%; height: auto;
          background: #ffffff; }
        .rows { display: flex; gap: .75rem; white-space: nowrap; } .rows img { image-rendering: pixelated; }
        """;

    /// <summary>The whole page.</summary>
    /// <param name="title">Plain text: of the window, and the page's heading.</param>
    /// <param name="body">HTML under the heading.</param>
    public static string Of(string title, string body) =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Text(title)}</title>
        <style>
        {Style}
        </style>
        </head>
        <body>
        <h1>{Text(title)}</h1>
        {body}
        </body>
        </html>

        """;

    private static string Text(string plain) => WebUtility.HtmlEncode(plain);
}
