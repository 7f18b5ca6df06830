using System.IO.Compression;
using System.Xml;

namespace ClusterEvents.Exchange.Sheets.Reading;

/// <summary>
/// The parts of a workbook, which is a ZIP archive. What is read of all parts together is bounded: a small archive may
/// decompress to any size.
/// </summary>
internal sealed class BoundedParts : IDisposable
{
    /// <summary>The maximum number of decompressed bytes (64 MiB): 5,000 rows of long texts have a third.</summary>
    private const long MostBytes = 64L << 20;

    /// <summary>The maximum number of parts; workbooks of offices have some dozens.</summary>
    private const int MostParts = 2_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = MostBytes,
        CloseInput = true,
    };

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);
    private long _left = MostBytes;

    /// <exception cref="InvalidDataException">The bytes are no archive.</exception>
    /// <exception cref="UnreadableSheetException">It has too many parts.</exception>
    public BoundedParts(byte[] bytes)
    {
        _archive = new(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
        if (_archive.Entries.Count > MostParts) throw UnreadableSheetException.Because("too many parts");
        foreach (var entry in _archive.Entries) _parts.TryAdd(entry.FullName, entry);
    }

    /// <summary>A reader of a part; null if there is none of this name.</summary>
    public XmlReader? Open(string name) => _parts.TryGetValue(name.TrimStart('/'), out var part)
        ? XmlReader.Create(new Counted(part.Open(), this), Settings) : null;

    public void Dispose() => _archive.Dispose();

    private void Take(int bytes)
    {
        _left -= bytes;
        if (_left < 0) throw UnreadableSheetException.Because("too large");
    }

    /// <summary>A stream whose bytes are counted for all parts.</summary>
    private sealed class Counted(Stream inner, BoundedParts parts) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            parts.Take(read);
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
