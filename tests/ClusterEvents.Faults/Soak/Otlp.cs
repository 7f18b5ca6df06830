using System.Buffers.Binary;
using System.Text;

namespace ClusterEvents.Faults.Soak;

/// <summary>
/// Reads numbers out of an OTLP export of metrics (<c>ExportMetricsServiceRequest</c>, protobuf): gauges and sums.
/// Histograms and all other fields are passed over.
/// </summary>
internal static class Otlp
{
    /// <summary>The newest value of each gauge and sum, by its name and, after a slash each, its attributes.</summary>
    public static Dictionary<string, double> Read(ReadOnlySpan<byte> export)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var request = new Message(export); request.Next();)
            if (request.Field == 1)
                for (var resource = new Message(request.Value); resource.Next();)
                    if (resource.Field == 2)
                        for (var scope = new Message(resource.Value); scope.Next();)
                            if (scope.Field == 2) ReadMetric(scope.Value, values);
        return values;
    }

    private static void ReadMetric(ReadOnlySpan<byte> metric, Dictionary<string, double> values)
    {
        var name = "";
        for (var field = new Message(metric); field.Next();)
        {
            if (field.Field == 1) name = Encoding.UTF8.GetString(field.Value);
            // A gauge, or a sum: both have their points in field 1.
            if (field.Field is not (5 or 7)) continue;
            for (var data = new Message(field.Value); data.Next();)
                if (data.Field == 1) ReadPoint(name, data.Value, values);
        }
    }

    private static void ReadPoint(string name, ReadOnlySpan<byte> point, Dictionary<string, double> values)
    {
        var (key, value) = (name, 0.0);
        for (var field = new Message(point); field.Next();)
        {
            if (field.Field == 7) key += "/" + Attribute(field.Value);
            if (field.Field == 4) value = BitConverter.Int64BitsToDouble((long)field.Number);
            if (field.Field == 6) value = (long)field.Number;
        }

        values[key] = value;
    }

    /// <summary>The value of an attribute that is a text; empty for others.</summary>
    private static string Attribute(ReadOnlySpan<byte> attribute)
    {
        for (var field = new Message(attribute); field.Next();)
            if (field.Field == 2)
                for (var value = new Message(field.Value); value.Next();)
                    if (value.Field == 1) return Encoding.UTF8.GetString(value.Value);
        return "";
    }

    /// <summary>The fields of one message, one after the other.</summary>
    private ref struct Message(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _left = bytes;

        public int Field { get; private set; }

        /// <summary>The bytes of a text or an inner message.</summary>
        public ReadOnlySpan<byte> Value { get; private set; }

        /// <summary>The value of a number.</summary>
        public ulong Number { get; private set; }

        public bool Next()
        {
            if (_left.IsEmpty) return false;
            var tag = Varint();
            (Field, Number) = ((int)(tag >> 3), 0);
            Value = [];
            switch (tag & 7)
            {
                case 0:
                    Number = Varint();
                    break;
                case 1:
                    Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                    break;
                case 2:
                    Value = Take((int)Varint());
                    break;
                case 5:
                    Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                    break;
                default:
                    throw new InvalidDataException($"Wire type {tag & 7} is not used by OTLP.");
            }

            return true;
        }

        private ReadOnlySpan<byte> Take(int length)
        {
            var taken = _left[..length];
            _left = _left[length..];
            return taken;
        }

        private ulong Varint()
        {
            var value = 0ul;
            for (var shift = 0; ; shift += 7)
            {
                var part = Take(1)[0];
                value |= (ulong)(part & 0x7F) << shift;
                if (part < 0x80) return value;
            }
        }
    }
}
