using System.Text.Json.Nodes;

namespace ClusterEvents.Faults.Clients;

/// <summary>A correction, retraction or reinstatement of a recorder's own entry.</summary>
/// <param name="Item">The item to send.</param>
/// <param name="Made">Called when it is recorded.</param>
internal sealed record Change(Item Item, Action Made)
{
    public static Change Of(Entry entry, string id, RandomSource random)
    {
        var (moves, retracts, city) = (random.Percent(25), random.Percent(30), random.Of(Situation.Cities));
        if (entry.Retracted)
            return new(About(entry, id, "entry-reinstated", "reinstatement"), () => entry.Retracted = false);
        // The first entry of a stream is not retracted, because later entries depend on it.
        if (retracts && !entry.Opens)
            return new(About(entry, id, "entry-retracted", "retraction"), () => entry.Retracted = true);
        if (moves && entry.Item.Type == "community-activity-held" && city != entry.City)
            return new(Correction(entry, id, "cityIds", new JsonArray(entry.City), new JsonArray(city)),
                () => entry.City = city);
        var text = $"Đã sửa {id}";
        return new(Correction(entry, id, entry.Field, entry.Says, text), () => entry.Says = text);
    }

    private static Item Correction(Entry entry, string id, string field, JsonNode old, JsonNode @new)
    {
        var item = About(entry, id, "entry-corrected", "corrections");
        item.Data["changes"] = new JsonArray(new JsonObject { ["field"] = field, ["old"] = old, ["new"] = @new });
        return item;
    }

    private static Item About(Entry entry, string id, string type, string route)
    {
        var target = entry.Item.Recorded?.ActivityId;
        return new(id, type, null, new() { ["targetEventId"] = target, ["reason"] = $"Xem lại {id}" },
            $"/v1/activities/{target}/{route}");
    }
}
