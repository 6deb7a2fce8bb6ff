<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- Mines that changed: the colour tells what became of the result, the shape what became of the mine. -->
<qgis version="3.22" styleCategories="Symbology|Labeling|Fields|Forms|MapTips|Rendering" labelsEnabled="1" hasScaleBasedVisibilityFlag="0" simplifyDrawingHints="1" simplifyDrawingTol="1" simplifyLocal="1" simplifyMaxScale="1" simplifyAlgorithm="0">
  <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">
    <rules key="changes-root">
      <rule key="newly_flagged" label="新增预警 newly flagged" filter="&quot;change&quot; = 'newly_flagged'">
        <rule key="newly_flagged-stayed" label="原地 stayed" filter="&quot;presence&quot; = 'stayed'" symbol="0"/>
        <rule key="newly_flagged-moved" label="移动 moved" filter="&quot;presence&quot; = 'moved'" symbol="1"/>
        <rule key="newly_flagged-added" label="新增 added" filter="&quot;presence&quot; = 'added'" symbol="2"/>
        <rule key="newly_flagged-gone" label="消失 gone" filter="&quot;presence&quot; = 'gone'" symbol="3"/>
      </rule>
      <rule key="cleared" label="解除预警 cleared" filter="&quot;change&quot; = 'cleared'">
        <rule key="cleared-stayed" label="原地 stayed" filter="&quot;presence&quot; = 'stayed'" symbol="4"/>
        <rule key="cleared-moved" label="移动 moved" filter="&quot;presence&quot; = 'moved'" symbol="5"/>
        <rule key="cleared-added" label="新增 added" filter="&quot;presence&quot; = 'added'" symbol="6"/>
        <rule key="cleared-gone" label="消失 gone" filter="&quot;presence&quot; = 'gone'" symbol="7"/>
      </rule>
      <rule key="changed" label="结论有变 changed otherwise" filter="&quot;change&quot; = 'changed'">
        <rule key="changed-stayed" label="原地 stayed" filter="&quot;presence&quot; = 'stayed'" symbol="8"/>
        <rule key="changed-moved" label="移动 moved" filter="&quot;presence&quot; = 'moved'" symbol="9"/>
        <rule key="changed-added" label="新增 added" filter="&quot;presence&quot; = 'added'" symbol="10"/>
        <rule key="changed-gone" label="消失 gone" filter="&quot;presence&quot; = 'gone'" symbol="11"/>
      </rule>
      <rule key="none" label="结论未变 result as before" filter="&quot;change&quot; = 'none'">
        <rule key="none-stayed" label="原地 stayed" filter="&quot;presence&quot; = 'stayed'" symbol="12"/>
        <rule key="none-moved" label="移动 moved" filter="&quot;presence&quot; = 'moved'" symbol="13"/>
        <rule key="none-added" label="新增 added" filter="&quot;presence&quot; = 'added'" symbol="14"/>
        <rule key="none-gone" label="消失 gone" filter="&quot;presence&quot; = 'gone'" symbol="15"/>
      </rule>
    </rules>
    <symbols>
      <symbol name="0" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="circle" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="4.6" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="255,255,255,255" type="QString"/>
            <Option name="outline_color" value="255,255,255,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.9" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="circle" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="4.6" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="214,40,40,255" type="QString"/>
            <Option name="outline_color" value="17,17,17,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.3" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="1" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="diamond" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="4.6" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="255,255,255,255" type="QString"/>
            <Option name="outline_color" value="255,255,255,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.9" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="diamond" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="4.6" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="214,40,40,255" type="QString"/>
            <Option name="outline_color" value="17,17,17,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.3" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="2" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="triangle" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="5.29" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="255,255,255,255" type="QString"/>
            <Option name="outline_color" value="255,255,255,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.9" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="triangle" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="5.29" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="214,40,40,255" type="QString"/>
            <Option name="outline_color" value="17,17,17,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.3" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="3" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="cross_fill" type="QString"/>
            <Option name="angle" value="45" type="QString"/>
            <Option name="size" value="4.8" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="255,255,255,255" type="QString"/>
            <Option name="outline_color" value="255,255,255,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.9" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="cross_fill" type="QString"/>
            <Option name="angle" value="45" type="QString"/>
            <Option name="size" value="4.8" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="214,40,40,255" type="QString"/>
            <Option name="outline_color" value="17,17,17,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.3" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="4" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="circle" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="4.2" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="255,255,255,255" type="QString"/>
            <Option name="outline_color" value="255,255,255,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.9" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="circle" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="4.2" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="255,255,255,255" type="QString"/>
            <Option name="outline_color" value="42,157,80,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.8" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="5" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="diamond" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="4.2" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="255,255,255,255" type="QString"/>
            <Option name="outline_color" value="255,255,255,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.9" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="diamond" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="4.2" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="255,255,255,255" type="QString"/>
            <Option name="outline_color" value="42,157,80,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.8" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="6" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="triangle" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="4.83" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="255,255,255,255" type="QString"/>
            <Option name="outline_color" value="255,255,255,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.9" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="triangle" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="4.83" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="255,255,255,255" type="QString"/>
            <Option name="outline_color" value="42,157,80,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.8" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="7" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="cross_fill" type="QString"/>
            <Option name="angle" value="45" type="QString"/>
            <Option name="size" value="4.8" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="255,255,255,255" type="QString"/>
            <Option name="outline_color" value="255,255,255,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.9" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="cross_fill" type="QString"/>
            <Option name="angle" value="45" type="QString"/>
            <Option name="size" value="4.8" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="255,255,255,255" type="QString"/>
            <Option name="outline_color" value="42,157,80,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.8" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="8" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="circle" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="4.0" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="255,255,255,255" type="QString"/>
            <Option name="outline_color" value="255,255,255,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.9" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="circle" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="4.0" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="244,162,30,255" type="QString"/>
            <Option name="outline_color" value="17,17,17,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.3" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="circle" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="1.0" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="17,17,17,255" type="QString"/>
            <Option name="outline_color" value="17,17,17,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="9" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="diamond" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="4.0" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="255,255,255,255" type="QString"/>
            <Option name="outline_color" value="255,255,255,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.9" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="diamond" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="4.0" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="244,162,30,255" type="QString"/>
            <Option name="outline_color" value="17,17,17,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.3" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="circle" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="1.0" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="17,17,17,255" type="QString"/>
            <Option name="outline_color" value="17,17,17,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="10" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="triangle" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="4.6" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="255,255,255,255" type="QString"/>
            <Option name="outline_color" value="255,255,255,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.9" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="triangle" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="4.6" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="244,162,30,255" type="QString"/>
            <Option name="outline_color" value="17,17,17,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.3" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="circle" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="1.0" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="17,17,17,255" type="QString"/>
            <Option name="outline_color" value="17,17,17,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="11" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="cross_fill" type="QString"/>
            <Option name="angle" value="45" type="QString"/>
            <Option name="size" value="4.8" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="255,255,255,255" type="QString"/>
            <Option name="outline_color" value="255,255,255,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.9" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="cross_fill" type="QString"/>
            <Option name="angle" value="45" type="QString"/>
            <Option name="size" value="4.8" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="244,162,30,255" type="QString"/>
            <Option name="outline_color" value="17,17,17,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.3" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="circle" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="1.0" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="17,17,17,255" type="QString"/>
            <Option name="outline_color" value="17,17,17,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="12" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="circle" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="3.0" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="255,255,255,255" type="QString"/>
            <Option name="outline_color" value="255,255,255,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.9" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="circle" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="3.0" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="158,158,158,255" type="QString"/>
            <Option name="outline_color" value="17,17,17,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.3" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="13" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="diamond" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="3.0" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="255,255,255,255" type="QString"/>
            <Option name="outline_color" value="255,255,255,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.9" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="diamond" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="3.0" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="158,158,158,255" type="QString"/>
            <Option name="outline_color" value="17,17,17,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.3" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="14" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="triangle" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="3.45" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="255,255,255,255" type="QString"/>
            <Option name="outline_color" value="255,255,255,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.9" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="triangle" type="QString"/>
            <Option name="angle" value="0" type="QString"/>
            <Option name="size" value="3.45" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="158,158,158,255" type="QString"/>
            <Option name="outline_color" value="17,17,17,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.3" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="15" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="cross_fill" type="QString"/>
            <Option name="angle" value="45" type="QString"/>
            <Option name="size" value="4.8" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="255,255,255,255" type="QString"/>
            <Option name="outline_color" value="255,255,255,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.9" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" value="cross_fill" type="QString"/>
            <Option name="angle" value="45" type="QString"/>
            <Option name="size" value="4.8" type="QString"/>
            <Option name="size_unit" value="MM" type="QString"/>
            <Option name="color" value="158,158,158,255" type="QString"/>
            <Option name="outline_color" value="17,17,17,255" type="QString"/>
            <Option name="outline_style" value="solid" type="QString"/>
            <Option name="outline_width" value="0.3" type="QString"/>
            <Option name="outline_width_unit" value="MM" type="QString"/>
            <Option name="joinstyle" value="miter" type="QString"/>
          </Option>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fieldName="coalesce(&quot;name&quot;, &quot;mine&quot;)" isExpression="1" fontFamily="Noto Sans CJK SC" fontSize="8" fontSizeUnit="Point" textColor="34,34,34,255" namedStyle="Regular">
        <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="0.85"/>
      </text-style>
      <placement placement="6" dist="1.5" distUnits="MM"/>
      <rendering scaleVisibility="1" scaleMin="2500000" scaleMax="1" drawLabels="1" obstacle="0"/>
    </settings>
  </labeling>
  <mapTip>&lt;b&gt;[% replace(replace(coalesce(&quot;name&quot;, &quot;mine&quot;), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]&lt;/b&gt;&lt;br&gt;[% replace(replace(coalesce(&quot;causes&quot;, ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]</mapTip>
</qgis>
