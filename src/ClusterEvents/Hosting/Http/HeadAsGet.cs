namespace ClusterEvents.Hosting.Http;

/// <summary>Answers HEAD like GET, without the body (RFC 9110, section 9.3.2).</summary>
public static class HeadAsGet
{
    public static void UseHeadAsGet(this WebApplication app) => app.Use(next => http =>
        HttpMethods.IsHead(http.Request.Method) ? AnswerAsync(http, next) : next(http));

    private static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        var (body, aborted) = (http.Response.Body, http.RequestAborted);
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        http.Request.Method = HttpMethods.Get;
        http.Response.Body = new NoBody(body, answered);
        http.RequestAborted = answered.Token;
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.Response.HasStarted && !aborted.IsCancellationRequested)
        {
            // The response consists of its headers.
        }
        finally
        {
            (http.Request.Method, http.Response.Body, http.RequestAborted) = (HttpMethods.Head, body, aborted);
        }
    }

    /// <summary>
    /// Sends the headers at the first byte of the body, and cancels the writer: a replay is long, and a live timeline
    /// has no end.
    /// </summary>
    private sealed class NoBody(Stream body, CancellationTokenSource answered) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async Task FlushAsync(CancellationToken cancellationToken)
        {
            if (answered.IsCancellationRequested) return;
            await body.FlushAsync(cancellationToken);
            await answered.CancelAsync();
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            FlushAsync(cancellationToken);

        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            await FlushAsync(cancellationToken);

        public override void Write(byte[] buffer, int offset, int count)
        {
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
