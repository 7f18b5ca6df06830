using ClusterEvents.EventStore.Appending;
using Npgsql;
using NpgsqlTypes;
using Xunit;

namespace ClusterEvents.Tests.Recording.Appending;

/// <summary>Copied rows equal what Npgsql reads afterwards.</summary>
public sealed class TableCopyTests : IAsyncLifetime
{
    private static readonly DateTime Noon = new(2026, 8, 1, 5, 0, 0, 123, 456, DateTimeKind.Utc);

    private static readonly TableCopy<Row> Rows = new("copied",
    [
        new StoreColumn<Row, long>("n", NpgsqlDbType.Bigint, row => row.N),
        new StoreColumn<Row, int>("i", NpgsqlDbType.Integer, row => row.I),
        new StoreColumn<Row, short>("s", NpgsqlDbType.Smallint, row => row.S),
        new StoreColumn<Row, bool>("b", NpgsqlDbType.Boolean, row => row.B),
        new StoreColumn<Row, Guid>("u", NpgsqlDbType.Uuid, row => row.U),
        new StoreColumn<Row, DateOnly>("d", NpgsqlDbType.Date, row => row.D),
        new StoreColumn<Row, DateTime>("t", NpgsqlDbType.TimestampTz, row => row.T),
        new StoreColumn<Row, DateTimeOffset>("o", NpgsqlDbType.TimestampTz, row => row.T),
        new StoreColumn<Row, string>("v", NpgsqlDbType.Varchar, row => row.Text),
        new StoreColumn<Row, string>("x", NpgsqlDbType.Text, row => row.Text),
        new StoreColumn<Row, string>("j", NpgsqlDbType.Jsonb, row => row.Json),
        new StoreColumn<Row, byte[]>("y", NpgsqlDbType.Bytea, row => row.Bytes),
        new StoreColumn<Row, string[]>("w", NpgsqlDbType.Array | NpgsqlDbType.Text, row => row.Words),
    ]);

    private NpgsqlDataSource _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = NpgsqlDataSource.Create(await TestStore.NewDatabaseAsync());
        await using var table = _database.CreateCommand(
            """
            create table copied (n bigint primary key, i integer, s smallint, b boolean, u uuid, d date,
              t timestamptz, o timestamptz, v varchar, x text, j jsonb, y bytea, w text[])
            """);
        await table.ExecuteNonQueryAsync(TestApp.Cancel);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Values_of_every_type_arrive_as_they_were()
    {
        Row[] rows =
        [
            new(1, -7, short.MaxValue, true, Guid.Parse("0198f0aa-1111-7222-8333-444455556666"), new(2022, 7, 27), Noon,
                "Lễ dâng hoa 🌸", """{"a": [1, "đ"]}""", [0, 255], ["=lễ", "le", ""]),
            new(long.MinValue, int.MinValue, short.MinValue, false, Guid.Empty, new(1945, 9, 2),
                Noon.AddYears(-200), null, null, null, null),
            new(long.MaxValue, 0, 0, false, Guid.AllBitsSet, DateOnly.MinValue, Noon, "", "{}", [], []),
            new(2, 0, 0, false, Guid.Empty, DateOnly.MaxValue, Noon, "", "null", [], ["một"]),
        ];

        await CopyAsync(rows);

        Assert.Equal(rows.OrderBy(row => row.N).Select(Shown), await StoredAsync());
    }

    [Fact]
    public async Task Rows_larger_than_a_portion_and_many_of_them_arrive()
    {
        var rows = Enumerable.Range(0, 2_000).Select(n => new Row(n, n, 0, true, Guid.Empty, new(2022, 7, 27), Noon,
            new string('đ', n % 500 == 0 ? 100_000 : n % 100), "{}", [1], ["w"])).ToArray();

        await CopyAsync(rows);

        Assert.Equal(rows.Select(Shown), await StoredAsync());
    }

    [Fact]
    public async Task A_failed_copy_leaves_no_rows()
    {
        static IEnumerable<Row> Failing()
        {
            yield return new(1, 0, 0, true, Guid.Empty, new(2022, 7, 27), Noon, new string('a', 100_000), "{}", [], []);
            throw new InvalidDataException("no more");
        }

        Assert.Equal("no more", (await Assert.ThrowsAsync<InvalidDataException>(() => CopyAsync(Failing()))).Message);
        Assert.Empty(await StoredAsync());
    }

    [Fact]
    public async Task A_duplicate_row_is_reported_as_a_unique_violation()
    {
        Row row = new(1, 0, 0, true, Guid.Empty, new(2022, 7, 27), Noon, "", "{}", [], []);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => CopyAsync([row, row]));

        Assert.Equal(PostgresErrorCodes.UniqueViolation, refused.SqlState);
        Assert.Empty(await StoredAsync());
    }

    private async Task CopyAsync(IEnumerable<Row> rows)
    {
        await using var connection = await _database.OpenConnectionAsync(TestApp.Cancel);
        await using var transaction = await connection.BeginTransactionAsync(TestApp.Cancel);
        await Rows.WriteAsync(connection, rows, TestApp.Cancel);
        await transaction.CommitAsync(TestApp.Cancel);
    }

    private async Task<List<string>> StoredAsync()
    {
        await using var query = _database.CreateCommand(
            "select n, i, s, b, u, d, t, o = t, v is not distinct from x, x, j::text, y, w from copied order by n");
        await using var read = await query.ExecuteReaderAsync(TestApp.Cancel);
        var stored = new List<string>();
        while (await read.ReadAsync(TestApp.Cancel))
        {
            Assert.True(read.GetBoolean(7) && read.GetBoolean(8));
            stored.Add(Shown(new(read.GetInt64(0), read.GetInt32(1), read.GetInt16(2), read.GetBoolean(3),
                read.GetGuid(4), read.GetFieldValue<DateOnly>(5), read.GetDateTime(6), Value<string>(read, 9),
                Value<string>(read, 10), Value<byte[]>(read, 11), Value<string[]>(read, 12))));
        }

        return stored;
    }

    private static T? Value<T>(NpgsqlDataReader read, int column) where T : class =>
        read.IsDBNull(column) ? null : read.GetFieldValue<T>(column);

    private static string Shown(Row row) =>
        $"{row with { Bytes = null, Words = null }} "
        + $"{(row.Bytes is null ? "none" : Convert.ToHexString(row.Bytes))} "
        + (row.Words is null ? "none" : string.Join('|', row.Words.Append("end")));

    private sealed record Row(
        long N, int I, short S, bool B, Guid U, DateOnly D, DateTime T, string? Text, string? Json, byte[]? Bytes,
        string[]? Words);
}
